package selection

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"io"
	"strconv"
)

// WriteAssignment writes assignment.csv: person_id,unit_id,meeting_id,outcome,level,reason; rows sorted by person id, LF.
func WriteAssignment(w io.Writer, r Result) error {
	out := csv.NewWriter(w)
	_ = out.Write([]string{"person_id", "unit_id", "meeting_id", "outcome", "level", "reason"})
	for _, o := range r.Outcomes {
		_ = out.Write([]string{o.Person, o.Unit, o.Meeting, string(o.State), o.Level, o.Reason.String()})
	}
	out.Flush()
	return out.Error()
}

// Hash is SHA-256 over assignment.csv, result_sha256 of the report.
func (r Result) Hash() [32]byte {
	var b bytes.Buffer
	_ = WriteAssignment(&b, r)
	return sha256.Sum256(b.Bytes())
}

// WriteReport writes report.json. Milliseconds are the caller's, who has the clock; seconds in the file are exact to three decimals.
func WriteReport(w io.Writer, c Case, r Result, milliseconds int) error {
	type level struct {
		Name   string `json:"name"`
		Value  int    `json:"value"`
		Bound  int    `json:"bound"`
		Proven bool   `json:"proven"`
	}
	type county struct {
		County string `json:"county"`
		Units  int    `json:"units"`
		Target int    `json:"target"`
		Placed int    `json:"placed"`
	}
	type shortfall struct {
		Meeting string `json:"meeting"`
		Role    string `json:"role"`
		Floor   int    `json:"floor"`
		Placed  int    `json:"placed"`
	}
	input, result := c.InputHash(), r.Hash()
	report := struct {
		Levels  []level     `json:"levels"`
		Seconds json.Number `json:"seconds"`
		Input   string      `json:"input_sha256"`
		Result  string      `json:"result_sha256"`
		Method  int         `json:"method"`
		County  []county    `json:"counties"`
		Short   []shortfall `json:"shortfalls"`
	}{
		Levels: []level{}, Seconds: json.Number(strconv.Itoa(milliseconds/1000) + "." + pad3(milliseconds%1000)),
		Input: hex.EncodeToString(input[:]), Result: hex.EncodeToString(result[:]), Method: Method, County: []county{}, Short: []shortfall{},
	}
	for _, l := range r.Levels {
		report.Levels = append(report.Levels, level(l))
	}
	for _, t := range r.Counties {
		report.County = append(report.County, county(t))
	}
	for _, s := range r.Shortfalls {
		report.Short = append(report.Short, shortfall(s))
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	return encoder.Encode(report)
}

func pad3(n int) string {
	s := strconv.Itoa(n)
	for len(s) < 3 {
		s = "0" + s
	}
	return s
}
