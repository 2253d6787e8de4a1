-- +goose Up
-- Append-only. A line holds ids; names lie in audit_detail, which retention erases; the digest of the detail stays, so that what was
-- erased can't be re-invented.
create table audit (
  organiser_id uuid not null,
  id           bigint generated always as identity,
  at           timestamptz not null default clock(),
  actor_kind   text not null check (actor_kind in ('anonymous', 'contact', 'staff', 'system')),
  actor_id     uuid,
  verb         text not null,
  series_id    uuid,
  about        uuid not null,
  digest       bytea not null,
  primary key (organiser_id, id)
);
create index audit_about on audit (organiser_id, about, id);
create index audit_series on audit (organiser_id, series_id, id);

create table audit_detail (
  organiser_id uuid not null,
  audit_id     bigint not null,
  series_id    uuid,
  detail       jsonb not null,
  primary key (organiser_id, audit_id),
  foreign key (organiser_id, audit_id) references audit
);
create index audit_detail_series on audit_detail (organiser_id, series_id);

revoke update, delete, truncate on audit from dialogmote_app;
revoke update, truncate on audit_detail from dialogmote_app;

-- +goose Down
drop table audit_detail, audit;
