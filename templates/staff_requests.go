package templates

// noMeetings says what to do where there are no meetings: make them, or wait until they are asked for.
func (v EditorView) noMeetings() string {
	if v.Inv.Series.Rules.OnRequest {
		return v.S.Frame.L.T("staff.meetings.empty.request")
	}
	return v.S.Frame.L.T("staff.meetings.empty.text")
}
