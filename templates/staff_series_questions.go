package templates

// roleOptions are the series' roles to choose among.
func (v EditorView) roleOptions() []Option {
	var options []Option
	for _, r := range v.Inv.Roles {
		options = append(options, Option{Value: r.ID.String(), Label: v.S.Frame.L.Text(r.Name)})
	}
	return options
}

// open reports whether a folded part of a question is used, or holds a problem.
func (v EditorView) open(i int, fields ...string) bool {
	for _, field := range fields {
		if v.typed("questions", i, field) != "" || v.Form.problem(rowField("questions", i, field)) != "" {
			return true
		}
	}
	return false
}
