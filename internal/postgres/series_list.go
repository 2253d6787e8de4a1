package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// listSQL picks a page of published series: $1 region, $2 and $3 the month's first instant and the first after it, $4 form, $5 past,
// $6 organiser, $7 counties, $8 and $9 the cursor, $10 the page's size. A series is ahead while a meeting is: one that has not
// ended, or an undated one of a series that was published or changed within the year, or meetings can be asked for. Ahead it stands by
// its next such meeting that the filter asks for; past by its last.
const listSQL = `
	with listed as (
		select s.organiser_id, s.id,
			bool_or(coalesce(` + meetingAhead + `, s.state = 'published' and ` + seriesFresh + `) or ` + asksOpen + `) as ahead,
			count(m.id) filter (where ` + meetingWanted + `) as wanted,
			count(m.id) filter (where ` + meetingWanted + ` and ` + meetingAhead + `) as wanted_ahead,
			min(coalesce(m.starts_at, '9999-01-01')) filter (where ` + meetingWanted + ` and ` + meetingAhead + `) as next,
			max(m.starts_at) as last,
			s.published_at
		from series s
		join organiser o on o.id = s.organiser_id
		left join meeting m on (m.organiser_id, m.series_id) = (s.organiser_id, s.id)
		where s.state <> 'draft' and ($6 = '' or o.slug = $6) and (cardinality($7::text[]) = 0 or ` + seriesInCounty + `)
		group by s.organiser_id, s.id
	), page as (
		select organiser_id, id,
			case when $5 then coalesce(last, published_at) else coalesce(next, '9999-01-01') end as key
		from listed
		where ahead <> $5 and (not ($1 <> '' or $2::timestamptz is not null or $4 <> '') or case when $5 then wanted else wanted_ahead end > 0)
	)
	select ` + seriesColumns + `, ` + organiserColumns + `, page.key
	from page
	join series s on (s.organiser_id, s.id) = (page.organiser_id, page.id)
	join organiser o on o.id = s.organiser_id
	where $9::uuid is null or case when $5 then (page.key, page.id) < ($8, $9) else (page.key, page.id) > ($8, $9) end
	order by case when $5 then page.key end desc, case when $5 then page.id end desc, page.key, page.id
	limit $10`

// Parts of listSQL, about a meeting m of a series s.
const (
	seriesFresh  = `clock() < greatest(s.published_at, s.changed_at) + interval '1 year'`
	meetingAhead = `(s.state = 'published' and m.state = 'planned' and m.held is not true and case
		when m.starts_at is null then ` + seriesFresh + `
		else clock() < coalesce(m.ends_at, (date_trunc('day', m.starts_at at time zone 'Europe/Oslo') + interval '1 day') at time zone 'Europe/Oslo') end)`
	meetingWanted = `(($1 = '' or exists (select from region r where (r.organiser_id, r.id) = (m.organiser_id, m.region_id)
			and $1 in (r.name->>'nb', r.name->>'nn', r.name->>'en')))
		and ($2::timestamptz is null or m.starts_at >= $2 and m.starts_at < $3) and ($4 = '' or m.digital = ($4 = 'digital')))`
	seriesInCounty = `case s.invited_scope
		when 'all' then true
		when 'counties' then s.invited_counties && $7
		when 'regions' then exists (
			select from region r
			join region_unit n on (n.organiser_id, n.region_id) = (r.organiser_id, r.id)
			join unit u on (u.organiser_id, u.id) = (n.organiser_id, n.unit_id)
			where (r.organiser_id, r.series_id) = (s.organiser_id, s.id) and u.county = any($7))
		else exists (
			select from series_unit n join unit u on (u.organiser_id, u.id) = (n.organiser_id, n.unit_id)
			where (n.organiser_id, n.series_id) = (s.organiser_id, s.id) and u.county = any($7)) end`
)

// Invitations is one page of the public list, each with the meetings that the filter asks for (of the upcoming ones, those ahead).
// There is a next page when more than none is left: ask again from the last one's cursor.
func (r Reader) Invitations(ctx context.Context, f dialogue.ListFilter) ([]dialogue.ListedInvitation, error) {
	var from, until *time.Time
	if !f.Month.IsZero() {
		first := dialogue.Date{Year: f.Month.Year, Month: f.Month.Month, Day: 1}
		next := first.AddDays(31)
		next.Day = 1
		a, b := first.At(0, 0), next.At(0, 0)
		from, until = &a, &b
	}
	counties := f.Counties
	if counties == nil {
		counties = []string{}
	}
	found, err := list(ctx, r.q, func(row pgx.CollectableRow) (l dialogue.ListedInvitation, err error) {
		fields := append(seriesFields(&l.Series), organiserFields(&l.Organiser)...)
		err = row.Scan(append(fields, &l.Cursor.At)...)
		l.Cursor.ID = l.Series.ID
		return l, err
	}, listSQL, f.Region, from, until, f.Form, f.Past, f.Organiser, counties, orNull(f.After.At), f.After.ID, f.Limit)
	if err != nil || len(found) == 0 {
		return found, err
	}
	ids := make([]dialogue.ID, len(found))
	at := make(map[dialogue.ID]*dialogue.ListedInvitation, len(found))
	for i := range found {
		ids[i] = found[i].Series.ID
		at[ids[i]] = &found[i]
	}
	type regionName struct {
		series, region dialogue.ID
		name           dialogue.Text
	}
	var meetings []dialogue.Meeting
	var regions []regionName
	var b pgx.Batch
	ask(&b, &meetings, scanMeeting, `
		select `+meetingColumns+`
		from meeting m join series s on (s.organiser_id, s.id) = (m.organiser_id, m.series_id)
		where s.state <> 'draft' and s.id = any($6) and `+meetingWanted+`
			and ($5 or `+meetingAhead+` or m.state = 'cancelled' and m.starts_at > clock())
		order by `+meetingOrder, f.Region, from, until, f.Form, f.Past, ids)
	ask(&b, &regions, func(row pgx.CollectableRow) (n regionName, err error) {
		return n, row.Scan(&n.series, &n.region, &n.name)
	}, `
		select r.series_id, r.id, r.name
		from region r join series s on (s.organiser_id, s.id) = (r.organiser_id, r.series_id)
		where s.state <> 'draft' and s.id = any($1)`, ids)
	if err := r.answers(ctx, &b); err != nil {
		return nil, err
	}
	for _, m := range meetings {
		at[m.Series].Meetings = append(at[m.Series].Meetings, m)
	}
	for _, n := range regions {
		listed := at[n.series]
		if listed.RegionNames == nil {
			listed.RegionNames = map[dialogue.ID]dialogue.Text{}
		}
		listed.RegionNames[n.region] = n.name
	}
	return found, nil
}

// ListChoices is what the public list can be filtered by: organisers, regions and months of the published invitations ahead, or of
// all published ones.
func (r Reader) ListChoices(ctx context.Context, past bool, l dialogue.Lang) (dialogue.ListChoices, error) {
	var c dialogue.ListChoices
	var b pgx.Batch
	ask(&b, &c.Organisers, scanOrganiser, `
		select `+organiserColumns+` from organiser o
		where exists (select from series s where s.organiser_id = o.id and s.state <> 'draft')
		order by coalesce(o.name->>$1, o.name->>'nb', o.name->>'nn') collate "nb-NO-x-icu", o.id`, l)
	ask(&b, &c.Regions, pgx.RowTo[string], `
		select name from (
			select distinct coalesce(r.name->>$2, r.name->>'nb', r.name->>'nn') as name
			from region r
			join series s on (s.organiser_id, s.id) = (r.organiser_id, r.series_id)
			join meeting m on (m.organiser_id, m.region_id) = (r.organiser_id, r.id)
			where s.state <> 'draft' and (`+meetingAhead+`) <> $1) n
		order by name collate "nb-NO-x-icu"`, past, l)
	ask(&b, &c.Months, pgx.RowTo[dialogue.Date], `
		select distinct date_trunc('month', m.starts_at at time zone 'Europe/Oslo')::date as month
		from meeting m join series s on (s.organiser_id, s.id) = (m.organiser_id, m.series_id)
		where s.state <> 'draft' and m.starts_at is not null and (`+meetingAhead+`) <> $1
		order by month`, past)
	return c, r.answers(ctx, &b)
}

// stuckMeetings counts the meetings ahead of a series with free places for which staff must decide: the first in line are more than the
// free places, or, after a selection, somebody waits who may be offered one.
const stuckMeetings = `(select count(*) from meeting m
	where (m.organiser_id, m.series_id) = (s.organiser_id, s.id) and s.state = 'published' and s.erased_at is null
		and m.state = 'planned' and (m.starts_at is null or clock() + interval '1 hour' <= m.starts_at)
		and m.taken + m.own_places < m.capacity
		and case s.admission
			when 'open' then (select count(*) from seat w where (w.organiser_id, w.meeting_id, w.state) = (m.organiser_id, m.id, 'waiting')
				and w.waiting_no = (select min(f.waiting_no) from seat f where (f.organiser_id, f.meeting_id, f.state) = (m.organiser_id, m.id, 'waiting')))
				> m.capacity - m.own_places - m.taken
			else exists (select from selection d where (d.organiser_id, d.series_id) = (s.organiser_id, s.id) and d.sent_at is not null)
				and exists (select from seat w join registration g on (g.organiser_id, g.id) = (w.organiser_id, w.registration_id)
					left join wish h on (h.organiser_id, h.registration_id, h.meeting_id) = (w.organiser_id, w.registration_id, m.id)
					where w.organiser_id = s.organiser_id and w.series_id = s.id and g.state = 'active' and w.state = 'waiting'
						and (w.meeting_id = m.id or w.meeting_id is null and coalesce(h.available, true))
						and not exists (select from offer o where (o.organiser_id, o.registration_id, o.meeting_id) = (w.organiser_id, w.registration_id, m.id)
							and o.state <> 'accepted')) end)`

// SeriesOf lists all of an organiser's series for its staff, newest first, with their meetings and how many have answered.
func (r Reader) SeriesOf(ctx context.Context, organiser dialogue.ID) ([]dialogue.StaffSeries, error) {
	var found []dialogue.StaffSeries
	var meetings []dialogue.Meeting
	var b pgx.Batch
	ask(&b, &found, func(row pgx.CollectableRow) (s dialogue.StaffSeries, err error) {
		return s, row.Scan(append(seriesFields(&s.Series), &s.Registered, &s.Held, &s.Proposals, &s.Requests, &s.Declines, &s.Answered, &s.Stuck)...)
	}, `
		select `+seriesColumns+`, coalesce(n.active, 0), coalesce(n.held, 0), coalesce(n.proposals, 0), coalesce(n.requests, 0),
			(select count(*) from decline d where (d.organiser_id, d.series_id) = (s.organiser_id, s.id) and d.state = 'held'),
			exists (select from selection d where (d.organiser_id, d.series_id) = (s.organiser_id, s.id) and d.sent_at is not null),
			`+stuckMeetings+`
		from series s
		left join lateral (
			select count(*) filter (where g.state = 'active') as active, count(*) filter (where g.state = 'held') as held,
				count(*) filter (where g.state = 'proposal') as proposals,
				count(*) filter (where s.on_request and `+awaitsMeeting+`) as requests
			from registration g where (g.organiser_id, g.series_id) = (s.organiser_id, s.id)) n on true
		where s.organiser_id = $1
		order by s.published_at desc nulls first, s.id desc`, organiser)
	ask(&b, &meetings, scanMeeting, `
		select `+meetingColumns+` from meeting m where m.organiser_id = $1 order by `+meetingOrder, organiser)
	if err := r.answers(ctx, &b); err != nil {
		return nil, err
	}
	at := make(map[dialogue.ID]*dialogue.StaffSeries, len(found))
	for i := range found {
		at[found[i].Series.ID] = &found[i]
	}
	for _, m := range meetings {
		at[m.Series].Meetings = append(at[m.Series].Meetings, m)
	}
	return found, nil
}
