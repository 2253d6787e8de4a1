-- The tables as all migrations together make them. Written by «make generate»; change the migrations, not this file.

CREATE TYPE public.river_job_state AS ENUM (
    'available',
    'cancelled',
    'completed',
    'discarded',
    'pending',
    'retryable',
    'running',
    'scheduled'
);

CREATE FUNCTION public.clock() RETURNS timestamp with time zone
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN now();

CREATE FUNCTION public.needs_end() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if tg_table_name = 'seat' then
    delete from needs n where n.organiser_id = new.organiser_id and n.delegate_id = new.delegate_id
      and not needs_of_use(n.organiser_id, n.delegate_id);
  else
    delete from needs n using seat t
      where t.organiser_id = new.organiser_id and t.meeting_id = new.id
        and (n.organiser_id, n.delegate_id) = (t.organiser_id, t.delegate_id)
        and not needs_of_use(n.organiser_id, n.delegate_id);
  end if;
  return null;
end $$;

CREATE FUNCTION public.needs_of_use(organiser uuid, delegate uuid) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  select exists (
    select from seat t
    left join meeting m on (m.organiser_id, m.id) = (t.organiser_id, t.meeting_id)
    where t.organiser_id = organiser and t.delegate_id = delegate and t.state not in ('withdrawn', 'replaced', 'not_selected')
      and case when t.meeting_id is null
        then exists (select from meeting o where (o.organiser_id, o.series_id) = (t.organiser_id, t.series_id)
          and not o.digital and o.state = 'planned' and (o.starts_at is null or clock() < o.starts_at))
        else not m.digital and m.state = 'planned' and (m.starts_at is null
          or (clock() at time zone 'Europe/Oslo')::date < (coalesce(m.ends_at, m.starts_at) at time zone 'Europe/Oslo')::date + 14)
        end)
$$;

CREATE FUNCTION public.river_job_state_in_bitmask(bitmask bit, state public.river_job_state) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT CASE state
        WHEN 'available' THEN get_bit(bitmask, 7)
        WHEN 'cancelled' THEN get_bit(bitmask, 6)
        WHEN 'completed' THEN get_bit(bitmask, 5)
        WHEN 'discarded' THEN get_bit(bitmask, 4)
        WHEN 'pending'   THEN get_bit(bitmask, 3)
        WHEN 'retryable' THEN get_bit(bitmask, 2)
        WHEN 'running'   THEN get_bit(bitmask, 1)
        WHEN 'scheduled' THEN get_bit(bitmask, 0)
        ELSE 0
    END = 1;
$$;

CREATE FUNCTION public.seat_count() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if tg_op <> 'INSERT' and old.state in ('placed', 'offered') then
    update meeting set taken = taken - 1 where (organiser_id, id) = (old.organiser_id, old.meeting_id);
  end if;
  if tg_op <> 'DELETE' and new.state in ('placed', 'offered') then
    update meeting set taken = taken + 1 where (organiser_id, id) = (new.organiser_id, new.meeting_id);
  end if;
  return null;
end $$;

CREATE FUNCTION public.seat_elsewhere() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  new.checked_in_at := null;
  new.checked_in_by := null;
  return new;
end $$;

CREATE FUNCTION public.seat_in_time() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare ok boolean;
begin
  if new.by_staff then return null; end if;
  perform from series where (organiser_id, id) = (new.organiser_id, new.series_id) for key share;
  select s.state = 'published' and s.closed_early_at is null and s.erased_at is null
      and coalesce(m.state, 'planned') = 'planned'
      and (clock() < coalesce(m.closes_at, s.closes_at, 'infinity')
        or clock() < r.rechoose_until and clock() < m.starts_at and m.closes_at > r.rechoose_until - interval '7 days')
    into ok
    from registration r
    join series s on (s.organiser_id, s.id) = (r.organiser_id, r.series_id)
    left join meeting m on (m.organiser_id, m.id) = (new.organiser_id, new.meeting_id)
    where (r.organiser_id, r.id) = (new.organiser_id, new.registration_id);
  if ok is not true then
    raise check_violation using constraint = 'seat_in_time', message = 'the deadline has passed or the series is closed';
  end if;
  return null;
end $$;

CREATE FUNCTION public.statement_in_time() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare ok boolean;
begin
  perform from series where (organiser_id, id) = (new.organiser_id, new.series_id) for key share;
  select s.state = 'published' and s.statements_open and s.erased_at is null
      and (s.statements_by is null or clock() < (s.statements_by + 1)::timestamp at time zone 'Europe/Oslo')
    into ok
    from series s where (s.organiser_id, s.id) = (new.organiser_id, new.series_id);
  if ok is not true then
    raise check_violation using constraint = 'statement_in_time', message = 'written input can not be sent now';
  end if;
  return null;
end $$;

CREATE FUNCTION public.walk_in_judged() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  perform from unit where (organiser_id, id) = (new.organiser_id, new.unit_id) for no key update;
  perform from meeting where (organiser_id, id) = (new.organiser_id, new.meeting_id) for no key update;
  select m.taken + m.own_places + 1
      + (select count(*) from walk_in w where (w.organiser_id, w.meeting_id) = (new.organiser_id, new.meeting_id)) > m.capacity
    into new.over_capacity
    from meeting m where (m.organiser_id, m.id) = (new.organiser_id, new.meeting_id);
  select new.unit_id is not null and 1
      + (select count(*) from walk_in w where (w.organiser_id, w.series_id, w.unit_id) = (new.organiser_id, new.series_id, new.unit_id)
          and (not s.per_meeting or w.meeting_id = new.meeting_id))
      + (select count(*) from seat t join registration r on (r.organiser_id, r.id) = (t.organiser_id, t.registration_id)
          where (r.organiser_id, r.series_id, r.unit_id) = (new.organiser_id, new.series_id, new.unit_id) and r.state = 'active'
            and t.pool = 'delegation' and t.slot is not null and (not s.per_meeting or t.meeting_id = new.meeting_id)) > s.max_delegates
    into new.over_cap
    from series s where (s.organiser_id, s.id) = (new.organiser_id, new.series_id);
  new.over_capacity := coalesce(new.over_capacity, false);
  return new;
end $$;

CREATE TABLE public.announcement (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    series_id uuid NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock() NOT NULL,
    done_at timestamp with time zone,
    letters integer DEFAULT 0 NOT NULL,
    last_registration uuid
);

CREATE TABLE public.answer (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    question_id uuid NOT NULL,
    registration_id uuid NOT NULL,
    delegate_id uuid,
    meeting_id uuid,
    value text DEFAULT ''::text NOT NULL,
    choices uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    file_sha256 bytea,
    filename text DEFAULT ''::text NOT NULL,
    answered_by text DEFAULT ''::text NOT NULL,
    at timestamp with time zone DEFAULT public.clock() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT answer_file CHECK (((file_sha256 IS NOT NULL) = (filename <> ''::text)))
);

CREATE TABLE public.audit (
    organiser_id uuid NOT NULL,
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT public.clock() NOT NULL,
    actor_kind text NOT NULL,
    actor_id uuid,
    verb text NOT NULL,
    series_id uuid,
    about uuid NOT NULL,
    digest bytea NOT NULL,
    CONSTRAINT audit_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['anonymous'::text, 'contact'::text, 'delegate'::text, 'staff'::text, 'system'::text])))
);

CREATE TABLE public.audit_detail (
    organiser_id uuid NOT NULL,
    audit_id bigint NOT NULL,
    series_id uuid,
    detail jsonb NOT NULL
);

ALTER TABLE public.audit ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.breakout (
    organiser_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    series_id uuid NOT NULL,
    way text NOT NULL,
    groups smallint DEFAULT 0 NOT NULL,
    size smallint DEFAULT 0 NOT NULL,
    seed text NOT NULL,
    made_at timestamp with time zone DEFAULT public.clock() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT breakout_asked CHECK (((groups = 0) OR (size = 0))),
    CONSTRAINT breakout_groups_check CHECK (((groups >= 0) AND (groups <= 60))),
    CONSTRAINT breakout_size_check CHECK (((size >= 0) AND (size <= 200))),
    CONSTRAINT breakout_way_check CHECK ((way = ANY (ARRAY['together'::text, 'mixed'::text])))
);

CREATE TABLE public.breakout_group (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    "position" smallint NOT NULL,
    name text DEFAULT ''::text NOT NULL
);

CREATE TABLE public.breakout_member (
    organiser_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    delegate_id uuid NOT NULL,
    group_id uuid NOT NULL,
    by_hand boolean DEFAULT false NOT NULL
);

CREATE TABLE public.colleague (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    unit_id uuid NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    let_in_by text NOT NULL,
    whole_unit boolean NOT NULL,
    let_in_at timestamp with time zone DEFAULT public.clock() NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT colleague_email_check CHECK (((email = lower(email)) AND (email <> ''::text)))
);

CREATE TABLE public.contact_person (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    series_id uuid NOT NULL,
    region_id uuid,
    meeting_id uuid,
    "position" smallint NOT NULL,
    name text NOT NULL,
    title jsonb DEFAULT '{}'::jsonb NOT NULL,
    email text DEFAULT ''::text NOT NULL,
    phone text DEFAULT ''::text NOT NULL,
    CONSTRAINT contact_person_check CHECK ((num_nonnulls(region_id, meeting_id) <= 1))
);

CREATE TABLE public.date_answer (
    organiser_id uuid NOT NULL,
    registration_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    fits boolean NOT NULL,
    at timestamp with time zone DEFAULT public.clock() NOT NULL
);

CREATE TABLE public.decline (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    series_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    invitation_id uuid,
    state text NOT NULL,
    lang text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    contact_name text DEFAULT ''::text NOT NULL,
    contact_email text DEFAULT ''::text NOT NULL,
    submission uuid NOT NULL,
    received_at timestamp with time zone DEFAULT public.clock() NOT NULL,
    decided_at timestamp with time zone,
    expires_at timestamp with time zone,
    declined_by uuid,
    erased_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT decline_contact_email_check CHECK ((contact_email = lower(contact_email))),
    CONSTRAINT decline_expiry CHECK (((state = 'unverified'::text) = (expires_at IS NOT NULL))),
    CONSTRAINT decline_lang_check CHECK ((lang = ANY (ARRAY['nb'::text, 'nn'::text, 'en'::text]))),
    CONSTRAINT decline_state_check CHECK ((state = ANY (ARRAY['unverified'::text, 'held'::text, 'active'::text, 'refused'::text, 'withdrawn'::text])))
);

CREATE TABLE public.delegate (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    registration_id uuid NOT NULL,
    role_id uuid,
    position_no smallint NOT NULL,
    name text NOT NULL,
    "position" text DEFAULT ''::text NOT NULL,
    email text DEFAULT ''::text NOT NULL,
    phone text DEFAULT ''::text NOT NULL,
    taken_from uuid,
    code text,
    noticed_at timestamp with time zone,
    by_staff boolean DEFAULT false NOT NULL
);

CREATE TABLE public.evaluation_link (
    organiser_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    series_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used boolean DEFAULT false NOT NULL
);

CREATE TABLE public.evaluation_mark (
    organiser_id uuid NOT NULL,
    series_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    question_id uuid NOT NULL,
    mark smallint NOT NULL,
    answers integer NOT NULL,
    CONSTRAINT evaluation_mark_answers_check CHECK ((answers > 0)),
    CONSTRAINT evaluation_mark_mark_check CHECK (((mark >= 1) AND (mark <= 5)))
);

CREATE TABLE public.evaluation_question (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    series_id uuid NOT NULL,
    "position" smallint NOT NULL,
    kind text NOT NULL,
    text jsonb NOT NULL,
    retired_at timestamp with time zone,
    CONSTRAINT evaluation_question_kind_check CHECK ((kind = ANY (ARRAY['mark'::text, 'words'::text])))
);

CREATE TABLE public.evaluation_words (
    organiser_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    series_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    question_id uuid NOT NULL,
    words text NOT NULL,
    CONSTRAINT evaluation_words_words_check CHECK ((words <> ''::text))
);

CREATE TABLE public.file (
    organiser_id uuid NOT NULL,
    sha256 bytea NOT NULL,
    media_type text NOT NULL,
    size integer NOT NULL
);

CREATE TABLE public.file_piece (
    organiser_id uuid NOT NULL,
    sha256 bytea NOT NULL,
    n integer NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT file_piece_n_check CHECK ((n >= 0))
);
ALTER TABLE ONLY public.file_piece ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE TABLE public.form_key (
    one boolean DEFAULT true NOT NULL,
    key bytea NOT NULL,
    CONSTRAINT form_key_one_check CHECK (one)
);

CREATE TABLE public.goal (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    series_kind text,
    milestone_id uuid,
    units integer,
    from_date date,
    by_date date NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT goal_about_one CHECK ((num_nonnulls(series_kind, milestone_id) = 1)),
    CONSTRAINT goal_series_kind_check CHECK ((series_kind = ANY (ARRAY['dialogue'::text, 'conference'::text, 'network'::text, 'input'::text]))),
    CONSTRAINT goal_units_check CHECK ((units > 0))
);

CREATE TABLE public.handed_in (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    series_id uuid NOT NULL,
    registration_id uuid NOT NULL,
    meeting_id uuid,
    document_id uuid NOT NULL,
    number smallint NOT NULL,
    kind text NOT NULL,
    title text DEFAULT ''::text NOT NULL,
    filename text DEFAULT ''::text NOT NULL,
    sha256 bytea,
    by_email text DEFAULT ''::text NOT NULL,
    by_staff uuid,
    handed_in_at timestamp with time zone DEFAULT public.clock() NOT NULL,
    withdrawn_at timestamp with time zone,
    CONSTRAINT handed_in_file CHECK (((withdrawn_at IS NULL) OR (sha256 IS NULL))),
    CONSTRAINT handed_in_kind_check CHECK ((kind = ANY (ARRAY['presentation'::text, 'other'::text]))),
    CONSTRAINT handed_in_number_check CHECK ((number > 0))
);

CREATE TABLE public.invitation_link (
    organiser_id uuid NOT NULL,
    invitation_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock() NOT NULL
);

CREATE TABLE public.letter (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    once text NOT NULL,
    kind text NOT NULL,
    series_id uuid,
    registration_id uuid,
    meeting_id uuid,
    delegate_id uuid,
    recipient text NOT NULL,
    recipient_name text DEFAULT ''::text NOT NULL,
    reply_to text DEFAULT ''::text NOT NULL,
    lang text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    html text NOT NULL,
    calendar text DEFAULT ''::text NOT NULL,
    calendar_method text DEFAULT ''::text NOT NULL,
    state text NOT NULL,
    failure text DEFAULT ''::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock() NOT NULL,
    sent_at timestamp with time zone,
    replaces uuid,
    erased_at timestamp with time zone,
    invitation_id uuid,
    mailing_id uuid,
    message_id uuid,
    check_in text DEFAULT ''::text NOT NULL,
    CONSTRAINT letter_calendar_method_check CHECK ((calendar_method = ANY (ARRAY[''::text, 'REQUEST'::text, 'CANCEL'::text, 'PUBLISH'::text]))),
    CONSTRAINT letter_lang_check CHECK ((lang = ANY (ARRAY['nb'::text, 'nn'::text, 'en'::text]))),
    CONSTRAINT letter_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text, 'to_print'::text, 'printed'::text])))
);

CREATE TABLE public.letter_attachment (
    organiser_id uuid NOT NULL,
    letter_id uuid NOT NULL,
    "position" smallint NOT NULL,
    filename text NOT NULL,
    sha256 bytea NOT NULL
);

CREATE TABLE public.letter_text (
    organiser_id uuid NOT NULL,
    name text NOT NULL,
    subject jsonb DEFAULT '{}'::jsonb NOT NULL,
    body jsonb DEFAULT '{}'::jsonb NOT NULL,
    standard jsonb DEFAULT '{}'::jsonb NOT NULL,
    updated_by uuid NOT NULL,
    updated_at timestamp with time zone DEFAULT public.clock() NOT NULL,
    version integer DEFAULT 1 NOT NULL
);

CREATE TABLE public.link (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    registration_id uuid,
    kind text NOT NULL,
    token_hash bytea NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    offer_id uuid,
    decline_id uuid,
    delegate_id uuid,
    email text DEFAULT ''::text NOT NULL,
    CONSTRAINT link_about CHECK ((((kind = 'decline'::text) = (decline_id IS NOT NULL)) AND (num_nonnulls(registration_id, decline_id) = 1))),
    CONSTRAINT link_delegate CHECK ((((kind = ANY (ARRAY['about_me'::text, 'new_address'::text])) = (delegate_id IS NOT NULL)) AND ((email <> ''::text) = (delegate_id IS NOT NULL)))),
    CONSTRAINT link_email_check CHECK ((email = lower(email))),
    CONSTRAINT link_kind_check CHECK ((kind = ANY (ARRAY['verify'::text, 'sign_in'::text, 'offer'::text, 'decline'::text, 'about_me'::text, 'new_address'::text]))),
    CONSTRAINT link_offer CHECK (((kind = 'offer'::text) = (offer_id IS NOT NULL)))
);

CREATE TABLE public.mailing (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    series_id uuid NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    letter jsonb DEFAULT '{}'::jsonb NOT NULL,
    materials uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    send_at timestamp with time zone,
    per_minute integer DEFAULT 0 NOT NULL,
    next_at timestamp with time zone,
    rule_days smallint,
    rule_deadline date,
    created_by uuid,
    created_at timestamp with time zone DEFAULT public.clock() NOT NULL,
    done_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT mailing_kind_check CHECK ((kind = ANY (ARRAY['invitation'::text, 'reminder'::text]))),
    CONSTRAINT mailing_per_minute_check CHECK (((per_minute >= 0) AND (per_minute <= 6000))),
    CONSTRAINT mailing_rule_whole CHECK ((num_nonnulls(rule_days, rule_deadline) = ANY (ARRAY[0, 2]))),
    CONSTRAINT mailing_scheduled CHECK (((state = ANY (ARRAY['draft'::text, 'cancelled'::text])) OR (send_at IS NOT NULL))),
    CONSTRAINT mailing_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'scheduled'::text, 'paused'::text, 'done'::text, 'cancelled'::text])))
);

CREATE TABLE public.mailing_unit (
    organiser_id uuid NOT NULL,
    mailing_id uuid NOT NULL,
    invitation_id uuid NOT NULL,
    posted_at timestamp with time zone,
    passed_over text DEFAULT ''::text NOT NULL,
    CONSTRAINT mailing_unit_passed_over_check CHECK ((passed_over = ANY (ARRAY[''::text, 'answered'::text, 'no_address'::text, 'had_it'::text, 'closed'::text])))
);

CREATE TABLE public.material (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    series_id uuid NOT NULL,
    meeting_id uuid,
    "position" smallint NOT NULL,
    title jsonb NOT NULL,
    audience text DEFAULT 'all'::text NOT NULL,
    url text DEFAULT ''::text NOT NULL,
    sha256 bytea,
    filename text DEFAULT ''::text NOT NULL,
    kind text DEFAULT ''::text NOT NULL,
    news boolean DEFAULT false NOT NULL,
    announced_at timestamp with time zone,
    announcement_id uuid,
    CONSTRAINT material_audience_check CHECK ((audience = ANY (ARRAY['all'::text, 'registered'::text, 'confirmed'::text]))),
    CONSTRAINT material_file_or_link CHECK (((sha256 IS NOT NULL) <> (url <> ''::text))),
    CONSTRAINT material_kind_check CHECK ((kind = ANY (ARRAY[''::text, 'recording'::text, 'report'::text])))
);

CREATE TABLE public.meeting (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    series_id uuid NOT NULL,
    region_id uuid,
    state text DEFAULT 'planned'::text NOT NULL,
    held boolean,
    theme jsonb DEFAULT '{}'::jsonb NOT NULL,
    starts_at timestamp with time zone,
    ends_at timestamp with time zone,
    town text DEFAULT ''::text NOT NULL,
    venue text DEFAULT ''::text NOT NULL,
    address text DEFAULT ''::text NOT NULL,
    teams_url text DEFAULT ''::text NOT NULL,
    digital boolean DEFAULT false NOT NULL,
    capacity integer,
    taken integer DEFAULT 0 NOT NULL,
    capacity_shown boolean DEFAULT true NOT NULL,
    closes_on date,
    closes_days_before smallint,
    closes_at timestamp with time zone,
    practical jsonb DEFAULT '{}'::jsonb NOT NULL,
    sequence integer DEFAULT 0 NOT NULL,
    cancelled_at timestamp with time zone,
    dated_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    own_places integer DEFAULT 0 NOT NULL,
    group_work jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT meeting_capacity CHECK (((taken >= 0) AND ((taken + own_places) <= capacity))),
    CONSTRAINT meeting_capacity_check CHECK (((capacity >= 1) AND (capacity <= 10000))),
    CONSTRAINT meeting_closes_days_before_check CHECK (((closes_days_before >= 0) AND (closes_days_before <= 365))),
    CONSTRAINT meeting_closes_once CHECK ((num_nonnulls(closes_on, closes_days_before) <= 1)),
    CONSTRAINT meeting_own_places_check CHECK ((own_places >= 0)),
    CONSTRAINT meeting_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'cancelled'::text]))),
    CONSTRAINT meeting_teams_url_check CHECK (((teams_url = ''::text) OR (teams_url ~ '^https://'::text))),
    CONSTRAINT meeting_times CHECK (((ends_at IS NULL) OR ((starts_at IS NOT NULL) AND (ends_at > starts_at))))
);

CREATE TABLE public.meeting_unit (
    organiser_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    unit_id uuid NOT NULL
);

CREATE TABLE public.message (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    series_id uuid NOT NULL,
    state text NOT NULL,
    subject jsonb DEFAULT '{}'::jsonb NOT NULL,
    body jsonb DEFAULT '{}'::jsonb NOT NULL,
    to_contacts boolean DEFAULT true NOT NULL,
    to_delegates boolean DEFAULT false NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock() NOT NULL,
    done_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT message_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'sending'::text, 'done'::text, 'cancelled'::text]))),
    CONSTRAINT message_to CHECK (((state = 'draft'::text) OR to_contacts OR to_delegates))
);

CREATE TABLE public.message_receiver (
    organiser_id uuid NOT NULL,
    message_id uuid NOT NULL,
    registration_id uuid NOT NULL,
    posted_at timestamp with time zone,
    passed_over text DEFAULT ''::text NOT NULL,
    CONSTRAINT message_receiver_passed_over_check CHECK ((passed_over = ANY (ARRAY[''::text, 'nobody'::text, 'unproven'::text])))
);

CREATE TABLE public.milestone (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    "position" smallint NOT NULL,
    name jsonb NOT NULL,
    retired_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL
);

CREATE TABLE public.needs (
    organiser_id uuid NOT NULL,
    delegate_id uuid NOT NULL,
    sealed bytea NOT NULL,
    by_self boolean NOT NULL,
    consented_at timestamp with time zone DEFAULT public.clock() NOT NULL,
    version integer DEFAULT 1 NOT NULL
);

CREATE TABLE public.offer (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    series_id uuid NOT NULL,
    registration_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    made_at timestamp with time zone DEFAULT public.clock() NOT NULL,
    made_by uuid,
    until timestamp with time zone NOT NULL,
    places smallint NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    answered_at timestamp with time zone,
    answered_by uuid,
    CONSTRAINT offer_answered CHECK (((state = 'open'::text) = (answered_at IS NULL))),
    CONSTRAINT offer_places_check CHECK ((places >= 1)),
    CONSTRAINT offer_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'declined'::text, 'expired'::text, 'withdrawn'::text])))
);

CREATE TABLE public.organiser (
    id uuid NOT NULL,
    slug text NOT NULL,
    kind text NOT NULL,
    name jsonb NOT NULL,
    counties text[] DEFAULT '{}'::text[] NOT NULL,
    lang text DEFAULT 'nb'::text NOT NULL,
    email text DEFAULT ''::text NOT NULL,
    phone text DEFAULT ''::text NOT NULL,
    postal_address text DEFAULT ''::text NOT NULL,
    website text DEFAULT ''::text NOT NULL,
    accessibility_url text DEFAULT ''::text NOT NULL,
    privacy_url text DEFAULT ''::text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    coverage_public boolean DEFAULT false NOT NULL,
    CONSTRAINT organiser_kind_check CHECK ((kind = ANY (ARRAY['governor'::text, 'ministry'::text, 'other'::text]))),
    CONSTRAINT organiser_lang_check CHECK ((lang = ANY (ARRAY['nb'::text, 'nn'::text]))),
    CONSTRAINT organiser_slug_check CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text))
);

CREATE TABLE public.person_link (
    token_hash bytea NOT NULL,
    organiser_id uuid NOT NULL,
    email text NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT person_link_email_check CHECK ((email = lower(email)))
);

CREATE TABLE public.programme_row (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    series_id uuid NOT NULL,
    meeting_id uuid,
    "position" smallint NOT NULL,
    starts smallint NOT NULL,
    minutes smallint NOT NULL,
    content jsonb NOT NULL,
    responsible jsonb DEFAULT '{}'::jsonb NOT NULL,
    speaking_minutes smallint DEFAULT 0 NOT NULL,
    CONSTRAINT programme_row_minutes_check CHECK (((minutes >= 0) AND (minutes <= 1440))),
    CONSTRAINT programme_row_speaking_minutes_check CHECK (((speaking_minutes >= 0) AND (speaking_minutes <= 120))),
    CONSTRAINT programme_row_starts_check CHECK (((starts >= '-720'::integer) AND (starts <= 14400)))
);

CREATE TABLE public.question (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    series_id uuid NOT NULL,
    "position" smallint NOT NULL,
    text jsonb NOT NULL,
    label jsonb DEFAULT '{}'::jsonb NOT NULL,
    help jsonb DEFAULT '{}'::jsonb NOT NULL,
    kind text NOT NULL,
    per text NOT NULL,
    phase text NOT NULL,
    required boolean DEFAULT false NOT NULL,
    role_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    meeting_id uuid,
    due_on date,
    due_days_before smallint,
    retired_at timestamp with time zone,
    CONSTRAINT question_due CHECK ((num_nonnulls(due_on, due_days_before) <= 1)),
    CONSTRAINT question_due_days_before_check CHECK (((due_days_before >= 0) AND (due_days_before <= 365))),
    CONSTRAINT question_file CHECK (((kind <> 'file'::text) OR (phase = 'preparation'::text))),
    CONSTRAINT question_kind_check CHECK ((kind = ANY (ARRAY['text'::text, 'choice'::text, 'several'::text, 'number'::text, 'date'::text, 'file'::text]))),
    CONSTRAINT question_per_check CHECK ((per = ANY (ARRAY['unit'::text, 'delegate'::text, 'unit_meeting'::text]))),
    CONSTRAINT question_phase_check CHECK ((phase = ANY (ARRAY['signup'::text, 'preparation'::text])))
);

CREATE TABLE public.question_choice (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    question_id uuid NOT NULL,
    "position" smallint NOT NULL,
    text jsonb NOT NULL,
    retired_at timestamp with time zone
);

CREATE TABLE public.region (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    series_id uuid NOT NULL,
    "position" smallint NOT NULL,
    name jsonb NOT NULL,
    stated_units smallint
);

CREATE TABLE public.region_unit (
    organiser_id uuid NOT NULL,
    region_id uuid NOT NULL,
    unit_id uuid NOT NULL
);

CREATE TABLE public.registration (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    series_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    max_delegates smallint NOT NULL,
    over_cap smallint NOT NULL,
    outside_max smallint NOT NULL,
    per_meeting boolean NOT NULL,
    state text NOT NULL,
    channel text NOT NULL,
    lang text NOT NULL,
    contact_name text NOT NULL,
    contact_position text DEFAULT ''::text NOT NULL,
    contact_email text DEFAULT ''::text NOT NULL,
    contact_phone text DEFAULT ''::text NOT NULL,
    postal_address text DEFAULT ''::text NOT NULL,
    comment text DEFAULT ''::text NOT NULL,
    submission uuid NOT NULL,
    reference text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    activated_at timestamp with time zone,
    expires_at timestamp with time zone,
    late_reason text DEFAULT ''::text NOT NULL,
    held_reason text DEFAULT ''::text NOT NULL,
    rechoose_until timestamp with time zone,
    registered_by uuid,
    erased_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    if_not_all text DEFAULT ''::text NOT NULL,
    municipality text DEFAULT ''::text NOT NULL,
    invitation_id uuid,
    wanted_when text DEFAULT ''::text NOT NULL,
    wanted_help text DEFAULT ''::text NOT NULL,
    meeting_id uuid,
    concluded_at timestamp with time zone,
    CONSTRAINT registration_channel_check CHECK ((channel = ANY (ARRAY['web'::text, 'post'::text, 'phone'::text, 'email'::text]))),
    CONSTRAINT registration_contact_email_check CHECK ((contact_email = lower(contact_email))),
    CONSTRAINT registration_expiry CHECK (((state = 'unverified'::text) = (expires_at IS NOT NULL))),
    CONSTRAINT registration_if_not_all_check CHECK ((if_not_all = ANY (ARRAY[''::text, 'fewer'::text, 'together'::text]))),
    CONSTRAINT registration_lang_check CHECK ((lang = ANY (ARRAY['nb'::text, 'nn'::text, 'en'::text]))),
    CONSTRAINT registration_state_check CHECK ((state = ANY (ARRAY['unverified'::text, 'held'::text, 'active'::text, 'refused'::text, 'withdrawn'::text, 'proposal'::text, 'settled'::text])))
);

CREATE TABLE public.registration_neighbour (
    organiser_id uuid NOT NULL,
    registration_id uuid NOT NULL,
    unit_id uuid NOT NULL
);

CREATE TABLE public.role (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    series_id uuid NOT NULL,
    "position" smallint NOT NULL,
    name jsonb NOT NULL,
    floor smallint DEFAULT 0 NOT NULL,
    maximum smallint,
    outside_cap boolean DEFAULT false NOT NULL,
    health boolean DEFAULT false NOT NULL,
    retired_at timestamp with time zone,
    CONSTRAINT role_floor_check CHECK ((floor >= 0)),
    CONSTRAINT role_maximum_check CHECK ((maximum > 0))
);

CREATE TABLE public.seat (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    series_id uuid NOT NULL,
    registration_id uuid NOT NULL,
    delegate_id uuid NOT NULL,
    meeting_id uuid,
    max_delegates smallint NOT NULL,
    over_cap smallint NOT NULL,
    outside_max smallint NOT NULL,
    per_meeting boolean NOT NULL,
    state text NOT NULL,
    pool text DEFAULT 'delegation'::text NOT NULL,
    slot smallint,
    waiting_no bigint,
    offered_until timestamp with time zone,
    confirmed_at timestamp with time zone,
    by_staff boolean DEFAULT false NOT NULL,
    scope uuid GENERATED ALWAYS AS (
CASE
    WHEN per_meeting THEN meeting_id
    ELSE registration_id
END) STORED,
    checked_in_at timestamp with time zone,
    checked_in_by uuid,
    code text DEFAULT "right"(replace((gen_random_uuid())::text, '-'::text, ''::text), 16) NOT NULL,
    CONSTRAINT seat_cap_max CHECK (((slot >= 1) AND (slot <=
CASE pool
    WHEN 'delegation'::text THEN max_delegates
    WHEN 'own_cost'::text THEN over_cap
    ELSE outside_max
END))),
    CONSTRAINT seat_checked_in CHECK (((checked_in_by IS NULL) OR (checked_in_at IS NOT NULL))),
    CONSTRAINT seat_meeting CHECK (((meeting_id IS NOT NULL) OR (NOT (per_meeting OR (state = ANY (ARRAY['placed'::text, 'offered'::text])))))),
    CONSTRAINT seat_offer CHECK (((state = 'offered'::text) = (offered_until IS NOT NULL))),
    CONSTRAINT seat_pool_check CHECK ((pool = ANY (ARRAY['delegation'::text, 'own_cost'::text, 'outside'::text]))),
    CONSTRAINT seat_slot CHECK (((slot IS NOT NULL) = (state <> ALL (ARRAY['withdrawn'::text, 'replaced'::text])))),
    CONSTRAINT seat_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'placed'::text, 'waiting'::text, 'not_selected'::text, 'offered'::text, 'withdrawn'::text, 'replaced'::text]))),
    CONSTRAINT seat_waiting CHECK (((state = 'waiting'::text) <= (waiting_no IS NOT NULL)))
);

CREATE TABLE public.selection (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    series_id uuid NOT NULL,
    number smallint NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    meetings text NOT NULL,
    units text NOT NULL,
    persons text NOT NULL,
    rules text NOT NULL,
    roster_hash bytea NOT NULL,
    rules_hash bytea NOT NULL,
    method integer NOT NULL,
    value_source text NOT NULL,
    public_value text DEFAULT ''::text NOT NULL,
    value_at timestamp with time zone,
    value_by uuid,
    frozen_at timestamp with time zone DEFAULT public.clock() NOT NULL,
    frozen_by uuid NOT NULL,
    sent_at timestamp with time zone,
    sent_by uuid,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT selection_reason CHECK (((number = 1) OR (reason <> ''::text))),
    CONSTRAINT selection_value CHECK (((public_value <> ''::text) = (value_at IS NOT NULL)))
);

CREATE TABLE public.selection_lock (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    selection_id uuid NOT NULL,
    registration_id uuid NOT NULL,
    delegate_id uuid,
    kind text NOT NULL,
    meeting_id uuid,
    reason text NOT NULL,
    withdrawal boolean DEFAULT false NOT NULL,
    erased boolean DEFAULT false NOT NULL,
    made_at timestamp with time zone DEFAULT public.clock() NOT NULL,
    made_by uuid,
    lifted_at timestamp with time zone,
    lifted_by uuid,
    lifted_reason text DEFAULT ''::text NOT NULL,
    CONSTRAINT selection_lock_kind_check CHECK ((kind = ANY (ARRAY['in'::text, 'out'::text, 'at'::text]))),
    CONSTRAINT selection_lock_lifted CHECK ((((lifted_at IS NULL) = (lifted_by IS NULL)) AND ((lifted_at IS NOT NULL) OR (lifted_reason = ''::text)))),
    CONSTRAINT selection_lock_meeting CHECK (((kind = 'at'::text) = (meeting_id IS NOT NULL))),
    CONSTRAINT selection_lock_reason CHECK (((reason <> ''::text) OR withdrawal OR erased))
);

CREATE TABLE public.selection_proposal (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    selection_id uuid NOT NULL,
    number smallint NOT NULL,
    before_id uuid,
    note text DEFAULT ''::text NOT NULL,
    locks text NOT NULL,
    assignment text NOT NULL,
    report text NOT NULL,
    result_hash bytea NOT NULL,
    made_at timestamp with time zone DEFAULT public.clock() NOT NULL,
    made_by uuid NOT NULL,
    approved_at timestamp with time zone,
    approved_by uuid,
    CONSTRAINT selection_proposal_approved CHECK (((approved_at IS NULL) = (approved_by IS NULL)))
);

CREATE TABLE public.series (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    slug text NOT NULL,
    kind text DEFAULT 'dialogue'::text NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    lang text DEFAULT 'nb'::text NOT NULL,
    title jsonb DEFAULT '{}'::jsonb NOT NULL,
    lead jsonb DEFAULT '{}'::jsonb NOT NULL,
    body jsonb DEFAULT '{}'::jsonb NOT NULL,
    target_groups jsonb DEFAULT '{}'::jsonb NOT NULL,
    partners jsonb DEFAULT '{}'::jsonb NOT NULL,
    preparation jsonb DEFAULT '{}'::jsonb NOT NULL,
    programme_note jsonb DEFAULT '{}'::jsonb NOT NULL,
    cost jsonb DEFAULT '{}'::jsonb NOT NULL,
    postal jsonb DEFAULT '{}'::jsonb NOT NULL,
    statements jsonb DEFAULT '{}'::jsonb NOT NULL,
    filming jsonb DEFAULT '{}'::jsonb NOT NULL,
    privacy jsonb DEFAULT '{}'::jsonb NOT NULL,
    practical jsonb DEFAULT '{}'::jsonb NOT NULL,
    signatories jsonb DEFAULT '{}'::jsonb NOT NULL,
    our_ref text DEFAULT ''::text NOT NULL,
    your_ref text DEFAULT ''::text NOT NULL,
    letter_date date,
    choice text DEFAULT 'one'::text NOT NULL,
    admission text DEFAULT 'open'::text NOT NULL,
    identity text DEFAULT 'verified'::text NOT NULL,
    max_delegates smallint DEFAULT 4 NOT NULL,
    over_cap smallint DEFAULT 0 NOT NULL,
    outside_max smallint DEFAULT 4 NOT NULL,
    per_meeting boolean GENERATED ALWAYS AS ((choice = 'many'::text)) STORED,
    binding boolean DEFAULT false NOT NULL,
    required text[] DEFAULT '{}'::text[] NOT NULL,
    invited_scope text DEFAULT 'all'::text NOT NULL,
    invited_counties text[] DEFAULT '{}'::text[] NOT NULL,
    districts text DEFAULT 'none'::text NOT NULL,
    county_units boolean DEFAULT false NOT NULL,
    organisations boolean DEFAULT false NOT NULL,
    persons boolean DEFAULT false NOT NULL,
    closes_on date,
    closes_days_before smallint,
    closes_at timestamp with time zone,
    closed_early_at timestamp with time zone,
    answer_by date,
    preparation_by date,
    documents_by date,
    statements_by date,
    programme_tentative boolean DEFAULT false NOT NULL,
    stated_meetings smallint,
    copy_to text DEFAULT ''::text NOT NULL,
    published_at timestamp with time zone,
    changed_at timestamp with time zone DEFAULT public.clock() NOT NULL,
    delete_on date,
    erased_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    select_where text DEFAULT 'lot_order'::text NOT NULL,
    select_extra text DEFAULT 'people_first'::text NOT NULL,
    min_delegation smallint DEFAULT 1 NOT NULL,
    second_approval boolean DEFAULT false NOT NULL,
    offer_days smallint DEFAULT 2 NOT NULL,
    group_work jsonb DEFAULT '{}'::jsonb NOT NULL,
    invitation_letter jsonb DEFAULT '{}'::jsonb NOT NULL,
    reminder_letter jsonb DEFAULT '{}'::jsonb NOT NULL,
    forward_text jsonb DEFAULT '{}'::jsonb NOT NULL,
    reminders smallint[] DEFAULT '{}'::smallint[] NOT NULL,
    on_request boolean DEFAULT false NOT NULL,
    remind_remaining smallint DEFAULT 0 NOT NULL,
    asks_presentation boolean DEFAULT false NOT NULL,
    statements_open boolean DEFAULT false NOT NULL,
    thanks boolean DEFAULT false NOT NULL,
    CONSTRAINT series_admission_check CHECK ((admission = ANY (ARRAY['open'::text, 'selection'::text]))),
    CONSTRAINT series_choice_check CHECK ((choice = ANY (ARRAY['one'::text, 'ranked'::text, 'assigned'::text, 'many'::text]))),
    CONSTRAINT series_closes_days_before_check CHECK (((closes_days_before >= 0) AND (closes_days_before <= 365))),
    CONSTRAINT series_closes_once CHECK ((num_nonnulls(closes_on, closes_days_before) <= 1)),
    CONSTRAINT series_districts_check CHECK ((districts = ANY (ARRAY['none'::text, 'beside'::text, 'instead'::text]))),
    CONSTRAINT series_identity_check CHECK ((identity = ANY (ARRAY['invited'::text, 'verified'::text, 'open'::text]))),
    CONSTRAINT series_invited_scope_check CHECK ((invited_scope = ANY (ARRAY['all'::text, 'counties'::text, 'regions'::text, 'list'::text]))),
    CONSTRAINT series_kind_check CHECK ((kind = ANY (ARRAY['dialogue'::text, 'conference'::text, 'network'::text, 'input'::text]))),
    CONSTRAINT series_lang_check CHECK ((lang = ANY (ARRAY['nb'::text, 'nn'::text]))),
    CONSTRAINT series_max_delegates_check CHECK (((max_delegates >= 1) AND (max_delegates <= 20))),
    CONSTRAINT series_min_delegation_check CHECK (((min_delegation >= 1) AND (min_delegation <= 20))),
    CONSTRAINT series_offer_days_check CHECK (((offer_days >= 1) AND (offer_days <= 14))),
    CONSTRAINT series_on_request CHECK (((NOT on_request) OR ((choice = 'assigned'::text) AND (admission = 'open'::text)))),
    CONSTRAINT series_outside_max_check CHECK (((outside_max >= 0) AND (outside_max <= 20))),
    CONSTRAINT series_over_cap_check CHECK (((over_cap >= 0) AND (over_cap <= 20))),
    CONSTRAINT series_remind_remaining_check CHECK (((remind_remaining >= 0) AND (remind_remaining <= 10))),
    CONSTRAINT series_reminders_check CHECK ((reminders <@ ARRAY[(1)::smallint, (2)::smallint, (3)::smallint, (4)::smallint, (5)::smallint, (7)::smallint, (10)::smallint, (14)::smallint])),
    CONSTRAINT series_required_check CHECK ((required <@ ARRAY['role'::text, 'position'::text, 'email'::text, 'phone'::text])),
    CONSTRAINT series_select_extra_check CHECK ((select_extra = ANY (ARRAY['wishes_first'::text, 'people_first'::text, 'own_answer'::text]))),
    CONSTRAINT series_select_where_check CHECK ((select_where = ANY (ARRAY['lot_order'::text, 'best_total'::text]))),
    CONSTRAINT series_slug_check CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
    CONSTRAINT series_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'archived'::text])))
);

CREATE TABLE public.series_unit (
    organiser_id uuid NOT NULL,
    series_id uuid NOT NULL,
    unit_id uuid NOT NULL
);

CREATE TABLE public.sessions (
    token text NOT NULL,
    data bytea NOT NULL,
    expiry timestamp with time zone NOT NULL
);

CREATE TABLE public.sign_in_failure (
    id bigint NOT NULL,
    email text NOT NULL,
    ip text NOT NULL,
    at timestamp with time zone DEFAULT public.clock() NOT NULL
);

ALTER TABLE public.sign_in_failure ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.sign_in_failure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sign_in_request (
    id uuid NOT NULL,
    email text NOT NULL,
    lang text NOT NULL,
    at timestamp with time zone DEFAULT public.clock() NOT NULL,
    CONSTRAINT sign_in_request_email_check CHECK ((email = lower(email))),
    CONSTRAINT sign_in_request_lang_check CHECK ((lang = ANY (ARRAY['nb'::text, 'nn'::text, 'en'::text])))
);

CREATE TABLE public.speaking_order (
    organiser_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    series_id uuid NOT NULL,
    seed text DEFAULT ''::text NOT NULL,
    by_hand boolean DEFAULT false NOT NULL,
    settled_at timestamp with time zone DEFAULT public.clock() NOT NULL,
    version integer DEFAULT 1 NOT NULL
);

CREATE TABLE public.speaking_slot (
    organiser_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    registration_id uuid NOT NULL,
    "position" smallint NOT NULL
);

CREATE TABLE public.staff_user (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    lang text DEFAULT 'nb'::text NOT NULL,
    password_hash text NOT NULL,
    must_change boolean DEFAULT true NOT NULL,
    disabled_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT public.clock() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT staff_user_email_check CHECK ((email = lower(email))),
    CONSTRAINT staff_user_lang_check CHECK ((lang = ANY (ARRAY['nb'::text, 'nn'::text]))),
    CONSTRAINT staff_user_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'editor'::text, 'reader'::text])))
);

CREATE TABLE public.statement (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    series_id uuid NOT NULL,
    meeting_id uuid,
    registration_id uuid,
    state text NOT NULL,
    lang text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    email text DEFAULT ''::text NOT NULL,
    behalf text DEFAULT ''::text NOT NULL,
    body text DEFAULT ''::text NOT NULL,
    consent text NOT NULL,
    reference text NOT NULL,
    submission uuid NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    received_at timestamp with time zone DEFAULT public.clock() NOT NULL,
    expires_at timestamp with time zone,
    decided_at timestamp with time zone,
    published_at timestamp with time zone,
    erased_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT statement_consent CHECK (((state <> 'published'::text) OR (consent <> 'no'::text))),
    CONSTRAINT statement_consent_check CHECK ((consent = ANY (ARRAY['no'::text, 'anonymous'::text, 'named'::text]))),
    CONSTRAINT statement_email_check CHECK ((email = lower(email))),
    CONSTRAINT statement_expiry CHECK (((state = 'unverified'::text) = (expires_at IS NOT NULL))),
    CONSTRAINT statement_lang_check CHECK ((lang = ANY (ARRAY['nb'::text, 'nn'::text, 'en'::text]))),
    CONSTRAINT statement_state_check CHECK ((state = ANY (ARRAY['unverified'::text, 'received'::text, 'published'::text, 'set_aside'::text, 'withdrawn'::text])))
);

CREATE TABLE public.statement_file (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    series_id uuid NOT NULL,
    submission uuid NOT NULL,
    filename text NOT NULL,
    sha256 bytea NOT NULL,
    added_at timestamp with time zone DEFAULT public.clock() NOT NULL
);

CREATE TABLE public.statement_link (
    organiser_id uuid NOT NULL,
    statement_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    expires_at timestamp with time zone
);

CREATE TABLE public.unit (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    number text NOT NULL,
    valid_from date,
    name text NOT NULL,
    county text DEFAULT ''::text NOT NULL,
    lang text DEFAULT ''::text NOT NULL,
    domains text[] DEFAULT '{}'::text[] NOT NULL,
    members text[] DEFAULT '{}'::text[] NOT NULL,
    own_domains boolean DEFAULT false NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT unit_kind_check CHECK ((kind = ANY (ARRAY['municipality'::text, 'district'::text, 'county'::text, 'organisation'::text, 'person'::text, 'joint'::text]))),
    CONSTRAINT unit_lang_check CHECK ((lang = ANY (ARRAY[''::text, 'nb'::text, 'nn'::text, 'en'::text]))),
    CONSTRAINT unit_number_check CHECK ((number <> ''::text))
);

CREATE TABLE public.unit_address (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    unit_id uuid NOT NULL,
    email text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    "position" text DEFAULT ''::text NOT NULL,
    source text NOT NULL,
    failure text DEFAULT ''::text NOT NULL,
    failed_at timestamp with time zone,
    noted_by uuid,
    added_by uuid,
    added_at timestamp with time zone DEFAULT public.clock() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT unit_address_email_check CHECK (((email = lower(email)) AND (email <> ''::text))),
    CONSTRAINT unit_address_failure CHECK ((((failure <> ''::text) = (failed_at IS NOT NULL)) AND ((noted_by IS NULL) OR (failure <> ''::text)))),
    CONSTRAINT unit_address_source_check CHECK ((source = ANY (ARRAY['register'::text, 'staff'::text, 'import'::text])))
);

CREATE TABLE public.unit_held (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    unit_id uuid NOT NULL,
    series_kind text NOT NULL,
    held_on date NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    set_by uuid NOT NULL,
    set_at timestamp with time zone DEFAULT public.clock() NOT NULL,
    CONSTRAINT unit_held_series_kind_check CHECK ((series_kind = ANY (ARRAY['dialogue'::text, 'conference'::text, 'network'::text, 'input'::text])))
);

CREATE TABLE public.unit_invitation (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    series_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    prepared_at timestamp with time zone DEFAULT public.clock() NOT NULL,
    sent_at timestamp with time zone,
    started_at timestamp with time zone
);

CREATE TABLE public.unit_milestone (
    organiser_id uuid NOT NULL,
    milestone_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    state text NOT NULL,
    on_date date,
    set_by uuid,
    set_at timestamp with time zone DEFAULT public.clock() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT unit_milestone_done CHECK (((state <> 'done'::text) OR (on_date IS NOT NULL))),
    CONSTRAINT unit_milestone_state_check CHECK ((state = ANY (ARRAY['none'::text, 'planned'::text, 'done'::text])))
);

CREATE TABLE public.unproven_letter (
    mailbox bytea NOT NULL,
    at timestamp with time zone DEFAULT public.clock() NOT NULL
);

CREATE SEQUENCE public.waiting_no
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.walk_in (
    organiser_id uuid NOT NULL,
    id uuid NOT NULL,
    series_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    unit_id uuid,
    registration_id uuid,
    came_from text DEFAULT ''::text NOT NULL,
    name text NOT NULL,
    "position" text DEFAULT ''::text NOT NULL,
    email text DEFAULT ''::text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    over_cap boolean NOT NULL,
    over_capacity boolean NOT NULL,
    submission uuid NOT NULL,
    checked_in_at timestamp with time zone DEFAULT public.clock() NOT NULL,
    checked_in_by uuid NOT NULL,
    erased_at timestamp with time zone,
    CONSTRAINT walk_in_email_check CHECK ((email = lower(email))),
    CONSTRAINT walk_in_reason CHECK (((reason <> ''::text) OR (NOT (over_cap OR over_capacity)) OR (erased_at IS NOT NULL)))
);

CREATE TABLE public.wish (
    organiser_id uuid NOT NULL,
    series_id uuid NOT NULL,
    registration_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    rank smallint NOT NULL,
    available boolean DEFAULT true NOT NULL,
    CONSTRAINT wish_rank_check CHECK ((rank >= 1))
);

ALTER TABLE ONLY public.announcement
    ADD CONSTRAINT announcement_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.answer
    ADD CONSTRAINT answer_once UNIQUE NULLS NOT DISTINCT (organiser_id, registration_id, question_id, delegate_id, meeting_id);

ALTER TABLE ONLY public.answer
    ADD CONSTRAINT answer_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.audit_detail
    ADD CONSTRAINT audit_detail_pkey PRIMARY KEY (organiser_id, audit_id);

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.breakout_group
    ADD CONSTRAINT breakout_group_organiser_id_meeting_id_id_key UNIQUE (organiser_id, meeting_id, id);

ALTER TABLE ONLY public.breakout_group
    ADD CONSTRAINT breakout_group_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.breakout_member
    ADD CONSTRAINT breakout_member_pkey PRIMARY KEY (organiser_id, meeting_id, delegate_id);

ALTER TABLE ONLY public.breakout
    ADD CONSTRAINT breakout_pkey PRIMARY KEY (organiser_id, meeting_id);

ALTER TABLE ONLY public.colleague
    ADD CONSTRAINT colleague_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.contact_person
    ADD CONSTRAINT contact_person_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.date_answer
    ADD CONSTRAINT date_answer_pkey PRIMARY KEY (organiser_id, registration_id, meeting_id);

ALTER TABLE ONLY public.decline
    ADD CONSTRAINT decline_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.decline
    ADD CONSTRAINT decline_submission UNIQUE (organiser_id, submission);

ALTER TABLE ONLY public.delegate
    ADD CONSTRAINT delegate_code UNIQUE (code);

ALTER TABLE ONLY public.delegate
    ADD CONSTRAINT delegate_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.delegate
    ADD CONSTRAINT delegate_registration UNIQUE (organiser_id, registration_id, id);

ALTER TABLE ONLY public.evaluation_link
    ADD CONSTRAINT evaluation_link_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.evaluation_mark
    ADD CONSTRAINT evaluation_mark_pkey PRIMARY KEY (organiser_id, meeting_id, question_id, mark);

ALTER TABLE ONLY public.evaluation_question
    ADD CONSTRAINT evaluation_question_organiser_id_series_id_id_key UNIQUE (organiser_id, series_id, id);

ALTER TABLE ONLY public.evaluation_question
    ADD CONSTRAINT evaluation_question_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.evaluation_words
    ADD CONSTRAINT evaluation_words_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.file_piece
    ADD CONSTRAINT file_piece_pkey PRIMARY KEY (organiser_id, sha256, n);

ALTER TABLE ONLY public.file
    ADD CONSTRAINT file_pkey PRIMARY KEY (organiser_id, sha256);

ALTER TABLE ONLY public.form_key
    ADD CONSTRAINT form_key_pkey PRIMARY KEY (one);

ALTER TABLE ONLY public.goal
    ADD CONSTRAINT goal_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.handed_in
    ADD CONSTRAINT handed_in_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.handed_in
    ADD CONSTRAINT handed_in_version UNIQUE (organiser_id, document_id, number);

ALTER TABLE ONLY public.invitation_link
    ADD CONSTRAINT invitation_link_pkey PRIMARY KEY (organiser_id, token_hash);

ALTER TABLE ONLY public.invitation_link
    ADD CONSTRAINT invitation_link_token UNIQUE (token_hash);

ALTER TABLE ONLY public.letter_attachment
    ADD CONSTRAINT letter_attachment_pkey PRIMARY KEY (organiser_id, letter_id, "position");

ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_id UNIQUE (id);

ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_once UNIQUE (organiser_id, once);

ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.letter_text
    ADD CONSTRAINT letter_text_pkey PRIMARY KEY (organiser_id, name);

ALTER TABLE ONLY public.link
    ADD CONSTRAINT link_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.link
    ADD CONSTRAINT link_token UNIQUE (token_hash);

ALTER TABLE ONLY public.mailing
    ADD CONSTRAINT mailing_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.mailing
    ADD CONSTRAINT mailing_rule UNIQUE (organiser_id, series_id, rule_days, rule_deadline);

ALTER TABLE ONLY public.mailing_unit
    ADD CONSTRAINT mailing_unit_pkey PRIMARY KEY (organiser_id, mailing_id, invitation_id);

ALTER TABLE ONLY public.material
    ADD CONSTRAINT material_id UNIQUE (id);

ALTER TABLE ONLY public.material
    ADD CONSTRAINT material_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.meeting
    ADD CONSTRAINT meeting_id UNIQUE (id);

ALTER TABLE ONLY public.meeting
    ADD CONSTRAINT meeting_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.meeting
    ADD CONSTRAINT meeting_series UNIQUE (organiser_id, series_id, id);

ALTER TABLE ONLY public.meeting_unit
    ADD CONSTRAINT meeting_unit_pkey PRIMARY KEY (organiser_id, meeting_id, unit_id);

ALTER TABLE ONLY public.message
    ADD CONSTRAINT message_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.message_receiver
    ADD CONSTRAINT message_receiver_pkey PRIMARY KEY (organiser_id, message_id, registration_id);

ALTER TABLE ONLY public.milestone
    ADD CONSTRAINT milestone_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.needs
    ADD CONSTRAINT needs_pkey PRIMARY KEY (organiser_id, delegate_id);

ALTER TABLE ONLY public.offer
    ADD CONSTRAINT offer_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.organiser
    ADD CONSTRAINT organiser_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.organiser
    ADD CONSTRAINT organiser_slug UNIQUE (slug);

ALTER TABLE ONLY public.person_link
    ADD CONSTRAINT person_link_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.programme_row
    ADD CONSTRAINT programme_row_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.question_choice
    ADD CONSTRAINT question_choice_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.question
    ADD CONSTRAINT question_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.region
    ADD CONSTRAINT region_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.region
    ADD CONSTRAINT region_series UNIQUE (organiser_id, series_id, id);

ALTER TABLE ONLY public.region_unit
    ADD CONSTRAINT region_unit_pkey PRIMARY KEY (organiser_id, region_id, unit_id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_id UNIQUE (id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_key UNIQUE (organiser_id, series_id, id, max_delegates, over_cap, outside_max, per_meeting);

ALTER TABLE ONLY public.registration_neighbour
    ADD CONSTRAINT registration_neighbour_pkey PRIMARY KEY (organiser_id, registration_id, unit_id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_reference UNIQUE (reference);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_submission UNIQUE (organiser_id, submission);

ALTER TABLE ONLY public.role
    ADD CONSTRAINT role_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.role
    ADD CONSTRAINT role_series UNIQUE (organiser_id, series_id, id);

ALTER TABLE ONLY public.seat
    ADD CONSTRAINT seat_cap UNIQUE (organiser_id, registration_id, scope, pool, slot);

ALTER TABLE ONLY public.seat
    ADD CONSTRAINT seat_code UNIQUE (code);

ALTER TABLE ONLY public.seat
    ADD CONSTRAINT seat_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.selection_lock
    ADD CONSTRAINT selection_lock_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.selection
    ADD CONSTRAINT selection_number UNIQUE (organiser_id, series_id, number);

ALTER TABLE ONLY public.selection
    ADD CONSTRAINT selection_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.selection_proposal
    ADD CONSTRAINT selection_proposal_number UNIQUE (organiser_id, selection_id, number);

ALTER TABLE ONLY public.selection_proposal
    ADD CONSTRAINT selection_proposal_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.series
    ADD CONSTRAINT series_id UNIQUE (id);

ALTER TABLE ONLY public.series
    ADD CONSTRAINT series_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.series
    ADD CONSTRAINT series_rules UNIQUE (organiser_id, id, max_delegates, over_cap, outside_max, per_meeting);

ALTER TABLE ONLY public.series
    ADD CONSTRAINT series_slug UNIQUE (slug);

ALTER TABLE ONLY public.series_unit
    ADD CONSTRAINT series_unit_pkey PRIMARY KEY (organiser_id, series_id, unit_id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (token);

ALTER TABLE ONLY public.sign_in_failure
    ADD CONSTRAINT sign_in_failure_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sign_in_request
    ADD CONSTRAINT sign_in_request_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.speaking_order
    ADD CONSTRAINT speaking_order_pkey PRIMARY KEY (organiser_id, meeting_id);

ALTER TABLE ONLY public.speaking_slot
    ADD CONSTRAINT speaking_slot_pkey PRIMARY KEY (organiser_id, meeting_id, registration_id);

ALTER TABLE ONLY public.staff_user
    ADD CONSTRAINT staff_user_email UNIQUE (email);

ALTER TABLE ONLY public.staff_user
    ADD CONSTRAINT staff_user_id UNIQUE (id);

ALTER TABLE ONLY public.staff_user
    ADD CONSTRAINT staff_user_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.statement_file
    ADD CONSTRAINT statement_file_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.statement_link
    ADD CONSTRAINT statement_link_pkey PRIMARY KEY (organiser_id, token_hash);

ALTER TABLE ONLY public.statement_link
    ADD CONSTRAINT statement_link_token UNIQUE (token_hash);

ALTER TABLE ONLY public.statement
    ADD CONSTRAINT statement_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.statement
    ADD CONSTRAINT statement_reference UNIQUE (reference);

ALTER TABLE ONLY public.statement
    ADD CONSTRAINT statement_submission UNIQUE (organiser_id, submission);

ALTER TABLE ONLY public.unit_address
    ADD CONSTRAINT unit_address_once UNIQUE (organiser_id, unit_id, email);

ALTER TABLE ONLY public.unit_address
    ADD CONSTRAINT unit_address_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.unit_held
    ADD CONSTRAINT unit_held_once UNIQUE (organiser_id, unit_id, series_kind, held_on);

ALTER TABLE ONLY public.unit_held
    ADD CONSTRAINT unit_held_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.unit_invitation
    ADD CONSTRAINT unit_invitation_once UNIQUE (organiser_id, series_id, unit_id);

ALTER TABLE ONLY public.unit_invitation
    ADD CONSTRAINT unit_invitation_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.unit_milestone
    ADD CONSTRAINT unit_milestone_pkey PRIMARY KEY (organiser_id, milestone_id, unit_id);

ALTER TABLE ONLY public.unit
    ADD CONSTRAINT unit_once UNIQUE NULLS NOT DISTINCT (organiser_id, kind, number, valid_from);

ALTER TABLE ONLY public.unit
    ADD CONSTRAINT unit_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.walk_in
    ADD CONSTRAINT walk_in_pkey PRIMARY KEY (organiser_id, id);

ALTER TABLE ONLY public.walk_in
    ADD CONSTRAINT walk_in_submission UNIQUE (organiser_id, submission);

ALTER TABLE ONLY public.wish
    ADD CONSTRAINT wish_pkey PRIMARY KEY (organiser_id, registration_id, meeting_id);

ALTER TABLE ONLY public.wish
    ADD CONSTRAINT wish_rank UNIQUE (organiser_id, registration_id, rank);

CREATE INDEX announcement_due ON public.announcement USING btree (created_at) WHERE (done_at IS NULL);

CREATE INDEX answer_file_shown ON public.answer USING btree (organiser_id, file_sha256) WHERE (file_sha256 IS NOT NULL);

CREATE INDEX answer_question ON public.answer USING btree (organiser_id, question_id);

CREATE INDEX audit_about ON public.audit USING btree (organiser_id, about, id);

CREATE INDEX audit_detail_series ON public.audit_detail USING btree (organiser_id, series_id);

CREATE INDEX audit_series ON public.audit USING btree (organiser_id, series_id, id);

CREATE INDEX colleague_email ON public.colleague USING btree (email) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX colleague_once ON public.colleague USING btree (organiser_id, unit_id, email, let_in_by) WHERE (ended_at IS NULL);

CREATE INDEX decline_expires ON public.decline USING btree (expires_at) WHERE (state = 'unverified'::text);

CREATE UNIQUE INDEX decline_live ON public.decline USING btree (organiser_id, series_id, unit_id) WHERE (state = 'active'::text);

CREATE INDEX decline_unit ON public.decline USING btree (organiser_id, series_id, unit_id);

CREATE INDEX delegate_untold ON public.delegate USING btree (organiser_id, registration_id) WHERE (noticed_at IS NULL);

CREATE INDEX evaluation_link_meeting ON public.evaluation_link USING btree (organiser_id, meeting_id);

CREATE INDEX evaluation_question_series ON public.evaluation_question USING btree (organiser_id, series_id);

CREATE INDEX evaluation_words_meeting ON public.evaluation_words USING btree (organiser_id, meeting_id);

CREATE INDEX handed_in_file_used ON public.handed_in USING btree (organiser_id, sha256) WHERE (sha256 IS NOT NULL);

CREATE UNIQUE INDEX handed_in_presentation ON public.handed_in USING btree (organiser_id, registration_id, meeting_id, number) NULLS NOT DISTINCT WHERE (kind = 'presentation'::text);

CREATE INDEX handed_in_series ON public.handed_in USING btree (organiser_id, series_id, meeting_id);

CREATE INDEX invitation_link_invitation ON public.invitation_link USING btree (organiser_id, invitation_id);

CREATE INDEX letter_attachment_file ON public.letter_attachment USING btree (organiser_id, sha256);

CREATE INDEX letter_invitation ON public.letter USING btree (organiser_id, invitation_id) WHERE (invitation_id IS NOT NULL);

CREATE INDEX letter_meeting ON public.letter USING btree (organiser_id, meeting_id, kind);

CREATE INDEX letter_message ON public.letter USING btree (organiser_id, message_id) WHERE (message_id IS NOT NULL);

CREATE INDEX letter_registration ON public.letter USING btree (organiser_id, registration_id, created_at);

CREATE INDEX letter_replaces ON public.letter USING btree (organiser_id, replaces) WHERE (replaces IS NOT NULL);

CREATE INDEX letter_series ON public.letter USING btree (organiser_id, series_id, created_at);

CREATE INDEX link_decline ON public.link USING btree (organiser_id, decline_id) WHERE (decline_id IS NOT NULL);

CREATE INDEX link_delegate ON public.link USING btree (organiser_id, delegate_id) WHERE (delegate_id IS NOT NULL);

CREATE INDEX link_registration ON public.link USING btree (registration_id, created_at);

CREATE INDEX mailing_due ON public.mailing USING btree (send_at) WHERE (state = 'scheduled'::text);

CREATE INDEX mailing_unit_invitation ON public.mailing_unit USING btree (organiser_id, invitation_id);

CREATE INDEX material_file_used ON public.material USING btree (organiser_id, sha256) WHERE (sha256 IS NOT NULL);

CREATE INDEX meeting_starts ON public.meeting USING btree (starts_at);

CREATE INDEX message_due ON public.message USING btree (created_at) WHERE (state = 'sending'::text);

CREATE INDEX message_receiver_registration ON public.message_receiver USING btree (organiser_id, registration_id);

CREATE INDEX message_series ON public.message USING btree (organiser_id, series_id);

CREATE UNIQUE INDEX offer_open ON public.offer USING btree (organiser_id, registration_id, meeting_id) WHERE (state = 'open'::text);

CREATE INDEX offer_until ON public.offer USING btree (until) WHERE (state = 'open'::text);

CREATE INDEX question_choice_question ON public.question_choice USING btree (organiser_id, question_id, "position");

CREATE INDEX question_series ON public.question USING btree (organiser_id, series_id, "position");

CREATE INDEX registration_contact ON public.registration USING btree (contact_email) WHERE (contact_email <> ''::text);

CREATE INDEX registration_expires ON public.registration USING btree (expires_at) WHERE (state = 'unverified'::text);

CREATE UNIQUE INDEX registration_live ON public.registration USING btree (organiser_id, series_id, unit_id) WHERE ((state = 'active'::text) AND (concluded_at IS NULL));

CREATE INDEX registration_meeting ON public.registration USING btree (organiser_id, meeting_id) WHERE (meeting_id IS NOT NULL);

CREATE INDEX registration_series ON public.registration USING btree (organiser_id, series_id, received_at);

CREATE INDEX registration_unit ON public.registration USING btree (organiser_id, unit_id);

CREATE INDEX seat_meeting_state ON public.seat USING btree (organiser_id, meeting_id, state);

CREATE UNIQUE INDEX seat_once ON public.seat USING btree (organiser_id, delegate_id, meeting_id) NULLS NOT DISTINCT WHERE (state <> ALL (ARRAY['withdrawn'::text, 'replaced'::text]));

CREATE UNIQUE INDEX seat_one_meeting ON public.seat USING btree (organiser_id, delegate_id) WHERE ((NOT per_meeting) AND (state <> ALL (ARRAY['withdrawn'::text, 'replaced'::text])));

CREATE UNIQUE INDEX selection_lock_once ON public.selection_lock USING btree (organiser_id, selection_id, registration_id, delegate_id) NULLS NOT DISTINCT WHERE (lifted_at IS NULL);

CREATE UNIQUE INDEX selection_proposal_chosen ON public.selection_proposal USING btree (organiser_id, selection_id) WHERE (approved_at IS NOT NULL);

CREATE UNIQUE INDEX selection_sent ON public.selection USING btree (organiser_id, series_id) WHERE (sent_at IS NOT NULL);

CREATE INDEX series_public ON public.series USING btree (published_at) WHERE (state <> 'draft'::text);

CREATE INDEX sessions_expiry ON public.sessions USING btree (expiry);

CREATE INDEX sign_in_failure_email ON public.sign_in_failure USING btree (email, at);

CREATE INDEX sign_in_failure_ip ON public.sign_in_failure USING btree (ip, at);

CREATE INDEX statement_expires ON public.statement USING btree (expires_at) WHERE (state = 'unverified'::text);

CREATE INDEX statement_file_submission ON public.statement_file USING btree (organiser_id, submission);

CREATE INDEX statement_file_used ON public.statement_file USING btree (organiser_id, sha256);

CREATE INDEX statement_link_statement ON public.statement_link USING btree (organiser_id, statement_id);

CREATE INDEX statement_registration ON public.statement USING btree (organiser_id, registration_id) WHERE (registration_id IS NOT NULL);

CREATE INDEX statement_series ON public.statement USING btree (organiser_id, series_id, received_at);

CREATE INDEX unit_address_email ON public.unit_address USING btree (organiser_id, email);

CREATE INDEX unit_invitation_unit ON public.unit_invitation USING btree (organiser_id, unit_id);

CREATE INDEX unproven_letter_mailbox ON public.unproven_letter USING btree (mailbox, at);

CREATE INDEX walk_in_meeting ON public.walk_in USING btree (organiser_id, meeting_id);

CREATE INDEX walk_in_registration ON public.walk_in USING btree (organiser_id, registration_id);

CREATE INDEX walk_in_unit ON public.walk_in USING btree (organiser_id, unit_id);

CREATE CONSTRAINT TRIGGER meeting_needs_end AFTER UPDATE OF digital, state ON public.meeting DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.digital AND (NOT old.digital)) OR ((new.state = 'cancelled'::text) AND (old.state <> 'cancelled'::text)))) EXECUTE FUNCTION public.needs_end();

CREATE TRIGGER seat_elsewhere BEFORE UPDATE OF meeting_id ON public.seat FOR EACH ROW WHEN ((old.meeting_id IS DISTINCT FROM new.meeting_id)) EXECUTE FUNCTION public.seat_elsewhere();

CREATE TRIGGER seat_enters_in_time AFTER UPDATE OF meeting_id ON public.seat FOR EACH ROW WHEN (((new.meeting_id IS NOT NULL) AND (old.meeting_id IS DISTINCT FROM new.meeting_id))) EXECUTE FUNCTION public.seat_in_time();

CREATE TRIGGER seat_gone AFTER DELETE ON public.seat FOR EACH ROW WHEN ((old.state = ANY (ARRAY['placed'::text, 'offered'::text]))) EXECUTE FUNCTION public.seat_count();

CREATE TRIGGER seat_in_time AFTER INSERT ON public.seat FOR EACH ROW EXECUTE FUNCTION public.seat_in_time();

CREATE TRIGGER seat_moved AFTER UPDATE OF state, meeting_id ON public.seat FOR EACH ROW WHEN ((((old.state = ANY (ARRAY['placed'::text, 'offered'::text])) OR (new.state = ANY (ARRAY['placed'::text, 'offered'::text]))) AND (((old.state = ANY (ARRAY['placed'::text, 'offered'::text])) <> (new.state = ANY (ARRAY['placed'::text, 'offered'::text]))) OR (old.meeting_id IS DISTINCT FROM new.meeting_id)))) EXECUTE FUNCTION public.seat_count();

CREATE CONSTRAINT TRIGGER seat_needs_end AFTER UPDATE OF state, meeting_id ON public.seat DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.slot IS NULL) OR (old.meeting_id IS DISTINCT FROM new.meeting_id))) EXECUTE FUNCTION public.needs_end();

CREATE TRIGGER seat_taken AFTER INSERT ON public.seat FOR EACH ROW WHEN ((new.state = ANY (ARRAY['placed'::text, 'offered'::text]))) EXECUTE FUNCTION public.seat_count();

CREATE TRIGGER statement_file_in_time AFTER INSERT ON public.statement_file FOR EACH ROW EXECUTE FUNCTION public.statement_in_time();

CREATE TRIGGER statement_in_time AFTER INSERT ON public.statement FOR EACH ROW EXECUTE FUNCTION public.statement_in_time();

CREATE TRIGGER walk_in_judged BEFORE INSERT ON public.walk_in FOR EACH ROW EXECUTE FUNCTION public.walk_in_judged();

ALTER TABLE ONLY public.announcement
    ADD CONSTRAINT announcement_organiser_id_series_id_fkey FOREIGN KEY (organiser_id, series_id) REFERENCES public.series(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.answer
    ADD CONSTRAINT answer_organiser_id_file_sha256_fkey FOREIGN KEY (organiser_id, file_sha256) REFERENCES public.file(organiser_id, sha256);

ALTER TABLE ONLY public.answer
    ADD CONSTRAINT answer_organiser_id_meeting_id_fkey FOREIGN KEY (organiser_id, meeting_id) REFERENCES public.meeting(organiser_id, id);

ALTER TABLE ONLY public.answer
    ADD CONSTRAINT answer_organiser_id_question_id_fkey FOREIGN KEY (organiser_id, question_id) REFERENCES public.question(organiser_id, id);

ALTER TABLE ONLY public.answer
    ADD CONSTRAINT answer_organiser_id_registration_id_delegate_id_fkey FOREIGN KEY (organiser_id, registration_id, delegate_id) REFERENCES public.delegate(organiser_id, registration_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.answer
    ADD CONSTRAINT answer_organiser_id_registration_id_fkey FOREIGN KEY (organiser_id, registration_id) REFERENCES public.registration(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.audit_detail
    ADD CONSTRAINT audit_detail_organiser_id_audit_id_fkey FOREIGN KEY (organiser_id, audit_id) REFERENCES public.audit(organiser_id, id);

ALTER TABLE ONLY public.breakout_group
    ADD CONSTRAINT breakout_group_organiser_id_meeting_id_fkey FOREIGN KEY (organiser_id, meeting_id) REFERENCES public.breakout(organiser_id, meeting_id) ON DELETE CASCADE;

ALTER TABLE ONLY public.breakout_member
    ADD CONSTRAINT breakout_member_organiser_id_delegate_id_fkey FOREIGN KEY (organiser_id, delegate_id) REFERENCES public.delegate(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.breakout_member
    ADD CONSTRAINT breakout_member_organiser_id_meeting_id_group_id_fkey FOREIGN KEY (organiser_id, meeting_id, group_id) REFERENCES public.breakout_group(organiser_id, meeting_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.breakout
    ADD CONSTRAINT breakout_organiser_id_series_id_fkey FOREIGN KEY (organiser_id, series_id) REFERENCES public.series(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.breakout
    ADD CONSTRAINT breakout_organiser_id_series_id_meeting_id_fkey FOREIGN KEY (organiser_id, series_id, meeting_id) REFERENCES public.meeting(organiser_id, series_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.colleague
    ADD CONSTRAINT colleague_organiser_id_unit_id_fkey FOREIGN KEY (organiser_id, unit_id) REFERENCES public.unit(organiser_id, id);

ALTER TABLE ONLY public.contact_person
    ADD CONSTRAINT contact_person_organiser_id_series_id_fkey FOREIGN KEY (organiser_id, series_id) REFERENCES public.series(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.contact_person
    ADD CONSTRAINT contact_person_organiser_id_series_id_meeting_id_fkey FOREIGN KEY (organiser_id, series_id, meeting_id) REFERENCES public.meeting(organiser_id, series_id, id);

ALTER TABLE ONLY public.contact_person
    ADD CONSTRAINT contact_person_organiser_id_series_id_region_id_fkey FOREIGN KEY (organiser_id, series_id, region_id) REFERENCES public.region(organiser_id, series_id, id);

ALTER TABLE ONLY public.date_answer
    ADD CONSTRAINT date_answer_organiser_id_meeting_id_fkey FOREIGN KEY (organiser_id, meeting_id) REFERENCES public.meeting(organiser_id, id);

ALTER TABLE ONLY public.date_answer
    ADD CONSTRAINT date_answer_organiser_id_registration_id_fkey FOREIGN KEY (organiser_id, registration_id) REFERENCES public.registration(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.decline
    ADD CONSTRAINT decline_organiser_id_series_id_fkey FOREIGN KEY (organiser_id, series_id) REFERENCES public.series(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.decline
    ADD CONSTRAINT decline_organiser_id_unit_id_fkey FOREIGN KEY (organiser_id, unit_id) REFERENCES public.unit(organiser_id, id);

ALTER TABLE ONLY public.delegate
    ADD CONSTRAINT delegate_organiser_id_registration_id_fkey FOREIGN KEY (organiser_id, registration_id) REFERENCES public.registration(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.delegate
    ADD CONSTRAINT delegate_organiser_id_role_id_fkey FOREIGN KEY (organiser_id, role_id) REFERENCES public.role(organiser_id, id);

ALTER TABLE ONLY public.evaluation_link
    ADD CONSTRAINT evaluation_link_organiser_id_series_id_meeting_id_fkey FOREIGN KEY (organiser_id, series_id, meeting_id) REFERENCES public.meeting(organiser_id, series_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.evaluation_mark
    ADD CONSTRAINT evaluation_mark_organiser_id_series_id_meeting_id_fkey FOREIGN KEY (organiser_id, series_id, meeting_id) REFERENCES public.meeting(organiser_id, series_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.evaluation_mark
    ADD CONSTRAINT evaluation_mark_organiser_id_series_id_question_id_fkey FOREIGN KEY (organiser_id, series_id, question_id) REFERENCES public.evaluation_question(organiser_id, series_id, id);

ALTER TABLE ONLY public.evaluation_question
    ADD CONSTRAINT evaluation_question_organiser_id_series_id_fkey FOREIGN KEY (organiser_id, series_id) REFERENCES public.series(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.evaluation_words
    ADD CONSTRAINT evaluation_words_organiser_id_series_id_meeting_id_fkey FOREIGN KEY (organiser_id, series_id, meeting_id) REFERENCES public.meeting(organiser_id, series_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.evaluation_words
    ADD CONSTRAINT evaluation_words_organiser_id_series_id_question_id_fkey FOREIGN KEY (organiser_id, series_id, question_id) REFERENCES public.evaluation_question(organiser_id, series_id, id);

ALTER TABLE ONLY public.file
    ADD CONSTRAINT file_organiser_id_fkey FOREIGN KEY (organiser_id) REFERENCES public.organiser(id);

ALTER TABLE ONLY public.file_piece
    ADD CONSTRAINT file_piece_organiser_id_sha256_fkey FOREIGN KEY (organiser_id, sha256) REFERENCES public.file(organiser_id, sha256) ON DELETE CASCADE;

ALTER TABLE ONLY public.goal
    ADD CONSTRAINT goal_organiser_id_fkey FOREIGN KEY (organiser_id) REFERENCES public.organiser(id);

ALTER TABLE ONLY public.goal
    ADD CONSTRAINT goal_organiser_id_milestone_id_fkey FOREIGN KEY (organiser_id, milestone_id) REFERENCES public.milestone(organiser_id, id);

ALTER TABLE ONLY public.handed_in
    ADD CONSTRAINT handed_in_organiser_id_registration_id_fkey FOREIGN KEY (organiser_id, registration_id) REFERENCES public.registration(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.handed_in
    ADD CONSTRAINT handed_in_organiser_id_series_id_fkey FOREIGN KEY (organiser_id, series_id) REFERENCES public.series(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.handed_in
    ADD CONSTRAINT handed_in_organiser_id_series_id_meeting_id_fkey FOREIGN KEY (organiser_id, series_id, meeting_id) REFERENCES public.meeting(organiser_id, series_id, id);

ALTER TABLE ONLY public.handed_in
    ADD CONSTRAINT handed_in_organiser_id_sha256_fkey FOREIGN KEY (organiser_id, sha256) REFERENCES public.file(organiser_id, sha256);

ALTER TABLE ONLY public.invitation_link
    ADD CONSTRAINT invitation_link_organiser_id_invitation_id_fkey FOREIGN KEY (organiser_id, invitation_id) REFERENCES public.unit_invitation(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.letter_attachment
    ADD CONSTRAINT letter_attachment_organiser_id_letter_id_fkey FOREIGN KEY (organiser_id, letter_id) REFERENCES public.letter(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.letter_attachment
    ADD CONSTRAINT letter_attachment_organiser_id_sha256_fkey FOREIGN KEY (organiser_id, sha256) REFERENCES public.file(organiser_id, sha256);

ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_organiser_id_fkey FOREIGN KEY (organiser_id) REFERENCES public.organiser(id);

ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_organiser_id_registration_id_fkey FOREIGN KEY (organiser_id, registration_id) REFERENCES public.registration(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_organiser_id_series_id_fkey FOREIGN KEY (organiser_id, series_id) REFERENCES public.series(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.letter_text
    ADD CONSTRAINT letter_text_organiser_id_fkey FOREIGN KEY (organiser_id) REFERENCES public.organiser(id);

ALTER TABLE ONLY public.link
    ADD CONSTRAINT link_organiser_id_decline_id_fkey FOREIGN KEY (organiser_id, decline_id) REFERENCES public.decline(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.link
    ADD CONSTRAINT link_organiser_id_delegate_id_fkey FOREIGN KEY (organiser_id, delegate_id) REFERENCES public.delegate(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.link
    ADD CONSTRAINT link_organiser_id_offer_id_fkey FOREIGN KEY (organiser_id, offer_id) REFERENCES public.offer(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.link
    ADD CONSTRAINT link_organiser_id_registration_id_fkey FOREIGN KEY (organiser_id, registration_id) REFERENCES public.registration(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.mailing
    ADD CONSTRAINT mailing_organiser_id_series_id_fkey FOREIGN KEY (organiser_id, series_id) REFERENCES public.series(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.mailing_unit
    ADD CONSTRAINT mailing_unit_organiser_id_invitation_id_fkey FOREIGN KEY (organiser_id, invitation_id) REFERENCES public.unit_invitation(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.mailing_unit
    ADD CONSTRAINT mailing_unit_organiser_id_mailing_id_fkey FOREIGN KEY (organiser_id, mailing_id) REFERENCES public.mailing(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.material
    ADD CONSTRAINT material_organiser_id_announcement_id_fkey FOREIGN KEY (organiser_id, announcement_id) REFERENCES public.announcement(organiser_id, id);

ALTER TABLE ONLY public.material
    ADD CONSTRAINT material_organiser_id_series_id_fkey FOREIGN KEY (organiser_id, series_id) REFERENCES public.series(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.material
    ADD CONSTRAINT material_organiser_id_series_id_meeting_id_fkey FOREIGN KEY (organiser_id, series_id, meeting_id) REFERENCES public.meeting(organiser_id, series_id, id);

ALTER TABLE ONLY public.material
    ADD CONSTRAINT material_organiser_id_sha256_fkey FOREIGN KEY (organiser_id, sha256) REFERENCES public.file(organiser_id, sha256);

ALTER TABLE ONLY public.meeting
    ADD CONSTRAINT meeting_organiser_id_series_id_fkey FOREIGN KEY (organiser_id, series_id) REFERENCES public.series(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.meeting
    ADD CONSTRAINT meeting_organiser_id_series_id_region_id_fkey FOREIGN KEY (organiser_id, series_id, region_id) REFERENCES public.region(organiser_id, series_id, id);

ALTER TABLE ONLY public.meeting_unit
    ADD CONSTRAINT meeting_unit_organiser_id_meeting_id_fkey FOREIGN KEY (organiser_id, meeting_id) REFERENCES public.meeting(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.meeting_unit
    ADD CONSTRAINT meeting_unit_organiser_id_unit_id_fkey FOREIGN KEY (organiser_id, unit_id) REFERENCES public.unit(organiser_id, id);

ALTER TABLE ONLY public.message
    ADD CONSTRAINT message_organiser_id_series_id_fkey FOREIGN KEY (organiser_id, series_id) REFERENCES public.series(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.message_receiver
    ADD CONSTRAINT message_receiver_organiser_id_message_id_fkey FOREIGN KEY (organiser_id, message_id) REFERENCES public.message(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.message_receiver
    ADD CONSTRAINT message_receiver_organiser_id_registration_id_fkey FOREIGN KEY (organiser_id, registration_id) REFERENCES public.registration(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.milestone
    ADD CONSTRAINT milestone_organiser_id_fkey FOREIGN KEY (organiser_id) REFERENCES public.organiser(id);

ALTER TABLE ONLY public.needs
    ADD CONSTRAINT needs_organiser_id_delegate_id_fkey FOREIGN KEY (organiser_id, delegate_id) REFERENCES public.delegate(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.offer
    ADD CONSTRAINT offer_organiser_id_registration_id_fkey FOREIGN KEY (organiser_id, registration_id) REFERENCES public.registration(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.offer
    ADD CONSTRAINT offer_organiser_id_series_id_fkey FOREIGN KEY (organiser_id, series_id) REFERENCES public.series(organiser_id, id);

ALTER TABLE ONLY public.offer
    ADD CONSTRAINT offer_organiser_id_series_id_meeting_id_fkey FOREIGN KEY (organiser_id, series_id, meeting_id) REFERENCES public.meeting(organiser_id, series_id, id);

ALTER TABLE ONLY public.person_link
    ADD CONSTRAINT person_link_organiser_id_fkey FOREIGN KEY (organiser_id) REFERENCES public.organiser(id);

ALTER TABLE ONLY public.programme_row
    ADD CONSTRAINT programme_row_organiser_id_series_id_fkey FOREIGN KEY (organiser_id, series_id) REFERENCES public.series(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.programme_row
    ADD CONSTRAINT programme_row_organiser_id_series_id_meeting_id_fkey FOREIGN KEY (organiser_id, series_id, meeting_id) REFERENCES public.meeting(organiser_id, series_id, id);

ALTER TABLE ONLY public.question_choice
    ADD CONSTRAINT question_choice_organiser_id_question_id_fkey FOREIGN KEY (organiser_id, question_id) REFERENCES public.question(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.question
    ADD CONSTRAINT question_organiser_id_meeting_id_fkey FOREIGN KEY (organiser_id, meeting_id) REFERENCES public.meeting(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.question
    ADD CONSTRAINT question_organiser_id_series_id_fkey FOREIGN KEY (organiser_id, series_id) REFERENCES public.series(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.region
    ADD CONSTRAINT region_organiser_id_series_id_fkey FOREIGN KEY (organiser_id, series_id) REFERENCES public.series(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.region_unit
    ADD CONSTRAINT region_unit_organiser_id_region_id_fkey FOREIGN KEY (organiser_id, region_id) REFERENCES public.region(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.region_unit
    ADD CONSTRAINT region_unit_organiser_id_unit_id_fkey FOREIGN KEY (organiser_id, unit_id) REFERENCES public.unit(organiser_id, id);

ALTER TABLE ONLY public.registration_neighbour
    ADD CONSTRAINT registration_neighbour_organiser_id_registration_id_fkey FOREIGN KEY (organiser_id, registration_id) REFERENCES public.registration(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.registration_neighbour
    ADD CONSTRAINT registration_neighbour_organiser_id_unit_id_fkey FOREIGN KEY (organiser_id, unit_id) REFERENCES public.unit(organiser_id, id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_organiser_id_series_id_meeting_id_fkey FOREIGN KEY (organiser_id, series_id, meeting_id) REFERENCES public.meeting(organiser_id, series_id, id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_organiser_id_unit_id_fkey FOREIGN KEY (organiser_id, unit_id) REFERENCES public.unit(organiser_id, id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_rules FOREIGN KEY (organiser_id, series_id, max_delegates, over_cap, outside_max, per_meeting) REFERENCES public.series(organiser_id, id, max_delegates, over_cap, outside_max, per_meeting) ON UPDATE CASCADE;

ALTER TABLE ONLY public.role
    ADD CONSTRAINT role_organiser_id_series_id_fkey FOREIGN KEY (organiser_id, series_id) REFERENCES public.series(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.seat
    ADD CONSTRAINT seat_organiser_id_registration_id_delegate_id_fkey FOREIGN KEY (organiser_id, registration_id, delegate_id) REFERENCES public.delegate(organiser_id, registration_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.seat
    ADD CONSTRAINT seat_organiser_id_series_id_meeting_id_fkey FOREIGN KEY (organiser_id, series_id, meeting_id) REFERENCES public.meeting(organiser_id, series_id, id);

ALTER TABLE ONLY public.seat
    ADD CONSTRAINT seat_rules FOREIGN KEY (organiser_id, series_id, registration_id, max_delegates, over_cap, outside_max, per_meeting) REFERENCES public.registration(organiser_id, series_id, id, max_delegates, over_cap, outside_max, per_meeting) ON UPDATE CASCADE;

ALTER TABLE ONLY public.selection_lock
    ADD CONSTRAINT selection_lock_organiser_id_meeting_id_fkey FOREIGN KEY (organiser_id, meeting_id) REFERENCES public.meeting(organiser_id, id);

ALTER TABLE ONLY public.selection_lock
    ADD CONSTRAINT selection_lock_organiser_id_registration_id_fkey FOREIGN KEY (organiser_id, registration_id) REFERENCES public.registration(organiser_id, id);

ALTER TABLE ONLY public.selection_lock
    ADD CONSTRAINT selection_lock_organiser_id_selection_id_fkey FOREIGN KEY (organiser_id, selection_id) REFERENCES public.selection(organiser_id, id);

ALTER TABLE ONLY public.selection
    ADD CONSTRAINT selection_organiser_id_series_id_fkey FOREIGN KEY (organiser_id, series_id) REFERENCES public.series(organiser_id, id);

ALTER TABLE ONLY public.selection_proposal
    ADD CONSTRAINT selection_proposal_organiser_id_before_id_fkey FOREIGN KEY (organiser_id, before_id) REFERENCES public.selection_proposal(organiser_id, id);

ALTER TABLE ONLY public.selection_proposal
    ADD CONSTRAINT selection_proposal_organiser_id_selection_id_fkey FOREIGN KEY (organiser_id, selection_id) REFERENCES public.selection(organiser_id, id);

ALTER TABLE ONLY public.series
    ADD CONSTRAINT series_organiser_id_fkey FOREIGN KEY (organiser_id) REFERENCES public.organiser(id);

ALTER TABLE ONLY public.series_unit
    ADD CONSTRAINT series_unit_organiser_id_series_id_fkey FOREIGN KEY (organiser_id, series_id) REFERENCES public.series(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.series_unit
    ADD CONSTRAINT series_unit_organiser_id_unit_id_fkey FOREIGN KEY (organiser_id, unit_id) REFERENCES public.unit(organiser_id, id);

ALTER TABLE ONLY public.speaking_order
    ADD CONSTRAINT speaking_order_organiser_id_series_id_fkey FOREIGN KEY (organiser_id, series_id) REFERENCES public.series(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.speaking_order
    ADD CONSTRAINT speaking_order_organiser_id_series_id_meeting_id_fkey FOREIGN KEY (organiser_id, series_id, meeting_id) REFERENCES public.meeting(organiser_id, series_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.speaking_slot
    ADD CONSTRAINT speaking_slot_organiser_id_meeting_id_fkey FOREIGN KEY (organiser_id, meeting_id) REFERENCES public.speaking_order(organiser_id, meeting_id) ON DELETE CASCADE;

ALTER TABLE ONLY public.speaking_slot
    ADD CONSTRAINT speaking_slot_organiser_id_registration_id_fkey FOREIGN KEY (organiser_id, registration_id) REFERENCES public.registration(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.staff_user
    ADD CONSTRAINT staff_user_organiser_id_fkey FOREIGN KEY (organiser_id) REFERENCES public.organiser(id);

ALTER TABLE ONLY public.statement_file
    ADD CONSTRAINT statement_file_organiser_id_series_id_fkey FOREIGN KEY (organiser_id, series_id) REFERENCES public.series(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.statement_file
    ADD CONSTRAINT statement_file_organiser_id_sha256_fkey FOREIGN KEY (organiser_id, sha256) REFERENCES public.file(organiser_id, sha256);

ALTER TABLE ONLY public.statement_link
    ADD CONSTRAINT statement_link_organiser_id_statement_id_fkey FOREIGN KEY (organiser_id, statement_id) REFERENCES public.statement(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.statement
    ADD CONSTRAINT statement_organiser_id_registration_id_fkey FOREIGN KEY (organiser_id, registration_id) REFERENCES public.registration(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.statement
    ADD CONSTRAINT statement_organiser_id_series_id_fkey FOREIGN KEY (organiser_id, series_id) REFERENCES public.series(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.statement
    ADD CONSTRAINT statement_organiser_id_series_id_meeting_id_fkey FOREIGN KEY (organiser_id, series_id, meeting_id) REFERENCES public.meeting(organiser_id, series_id, id);

ALTER TABLE ONLY public.unit_address
    ADD CONSTRAINT unit_address_organiser_id_unit_id_fkey FOREIGN KEY (organiser_id, unit_id) REFERENCES public.unit(organiser_id, id);

ALTER TABLE ONLY public.unit_held
    ADD CONSTRAINT unit_held_organiser_id_unit_id_fkey FOREIGN KEY (organiser_id, unit_id) REFERENCES public.unit(organiser_id, id);

ALTER TABLE ONLY public.unit_invitation
    ADD CONSTRAINT unit_invitation_organiser_id_series_id_fkey FOREIGN KEY (organiser_id, series_id) REFERENCES public.series(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.unit_invitation
    ADD CONSTRAINT unit_invitation_organiser_id_unit_id_fkey FOREIGN KEY (organiser_id, unit_id) REFERENCES public.unit(organiser_id, id);

ALTER TABLE ONLY public.unit_milestone
    ADD CONSTRAINT unit_milestone_organiser_id_milestone_id_fkey FOREIGN KEY (organiser_id, milestone_id) REFERENCES public.milestone(organiser_id, id);

ALTER TABLE ONLY public.unit_milestone
    ADD CONSTRAINT unit_milestone_organiser_id_unit_id_fkey FOREIGN KEY (organiser_id, unit_id) REFERENCES public.unit(organiser_id, id);

ALTER TABLE ONLY public.unit
    ADD CONSTRAINT unit_organiser_id_fkey FOREIGN KEY (organiser_id) REFERENCES public.organiser(id);

ALTER TABLE ONLY public.walk_in
    ADD CONSTRAINT walk_in_organiser_id_registration_id_fkey FOREIGN KEY (organiser_id, registration_id) REFERENCES public.registration(organiser_id, id) ON DELETE SET NULL (registration_id);

ALTER TABLE ONLY public.walk_in
    ADD CONSTRAINT walk_in_organiser_id_series_id_fkey FOREIGN KEY (organiser_id, series_id) REFERENCES public.series(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.walk_in
    ADD CONSTRAINT walk_in_organiser_id_series_id_meeting_id_fkey FOREIGN KEY (organiser_id, series_id, meeting_id) REFERENCES public.meeting(organiser_id, series_id, id);

ALTER TABLE ONLY public.walk_in
    ADD CONSTRAINT walk_in_organiser_id_unit_id_fkey FOREIGN KEY (organiser_id, unit_id) REFERENCES public.unit(organiser_id, id) ON DELETE SET NULL (unit_id);

ALTER TABLE ONLY public.wish
    ADD CONSTRAINT wish_organiser_id_registration_id_fkey FOREIGN KEY (organiser_id, registration_id) REFERENCES public.registration(organiser_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.wish
    ADD CONSTRAINT wish_organiser_id_series_id_meeting_id_fkey FOREIGN KEY (organiser_id, series_id, meeting_id) REFERENCES public.meeting(organiser_id, series_id, id);

GRANT USAGE ON SCHEMA public TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.announcement TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.answer TO dialogmote_app;

GRANT SELECT,INSERT ON TABLE public.audit TO dialogmote_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.audit_detail TO dialogmote_app;

GRANT USAGE ON SEQUENCE public.audit_id_seq TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.breakout TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.breakout_group TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.breakout_member TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.colleague TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.contact_person TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.date_answer TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.decline TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.delegate TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.evaluation_link TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.evaluation_mark TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.evaluation_question TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.evaluation_words TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.file TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.file_piece TO dialogmote_app;

GRANT SELECT ON TABLE public.form_key TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.goal TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.handed_in TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.invitation_link TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.letter TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.letter_attachment TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.letter_text TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.link TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.mailing TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.mailing_unit TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.material TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.meeting TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.meeting_unit TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.message TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.message_receiver TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.milestone TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.needs TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.offer TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.organiser TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.person_link TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.programme_row TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.question TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.question_choice TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.region TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.region_unit TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.registration TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.registration_neighbour TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.role TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.seat TO dialogmote_app;

GRANT SELECT,INSERT ON TABLE public.selection TO dialogmote_app;

GRANT UPDATE(public_value) ON TABLE public.selection TO dialogmote_app;

GRANT UPDATE(value_at) ON TABLE public.selection TO dialogmote_app;

GRANT UPDATE(value_by) ON TABLE public.selection TO dialogmote_app;

GRANT UPDATE(sent_at) ON TABLE public.selection TO dialogmote_app;

GRANT UPDATE(sent_by) ON TABLE public.selection TO dialogmote_app;

GRANT UPDATE(version) ON TABLE public.selection TO dialogmote_app;

GRANT SELECT,INSERT ON TABLE public.selection_lock TO dialogmote_app;

GRANT UPDATE(reason) ON TABLE public.selection_lock TO dialogmote_app;

GRANT UPDATE(erased) ON TABLE public.selection_lock TO dialogmote_app;

GRANT UPDATE(lifted_at) ON TABLE public.selection_lock TO dialogmote_app;

GRANT UPDATE(lifted_by) ON TABLE public.selection_lock TO dialogmote_app;

GRANT UPDATE(lifted_reason) ON TABLE public.selection_lock TO dialogmote_app;

GRANT SELECT,INSERT ON TABLE public.selection_proposal TO dialogmote_app;

GRANT UPDATE(note) ON TABLE public.selection_proposal TO dialogmote_app;

GRANT UPDATE(approved_at) ON TABLE public.selection_proposal TO dialogmote_app;

GRANT UPDATE(approved_by) ON TABLE public.selection_proposal TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.series TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.series_unit TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sessions TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sign_in_failure TO dialogmote_app;

GRANT USAGE ON SEQUENCE public.sign_in_failure_id_seq TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sign_in_request TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.speaking_order TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.speaking_slot TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.staff_user TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.statement TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.statement_file TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.statement_link TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.unit TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.unit_address TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.unit_held TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.unit_invitation TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.unit_milestone TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.unproven_letter TO dialogmote_app;

GRANT USAGE ON SEQUENCE public.waiting_no TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.walk_in TO dialogmote_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.wish TO dialogmote_app;

ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA public GRANT USAGE ON SEQUENCES  TO dialogmote_app;

ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA public GRANT SELECT,INSERT,DELETE,UPDATE ON TABLES  TO dialogmote_app;
