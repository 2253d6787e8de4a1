-- +goose Up

-- Every table is made by the owner. The application has its own role, which can use the tables but not alter them: that is
-- what makes the audit log append-only and the clock trustworthy. Login roles are members of the group role dialogmote_app.
--
-- Roles belong to the whole server, so two databases migrated at the same time may both find it missing.
-- +goose StatementBegin
do $$
begin
  if not exists (select from pg_roles where rolname = 'dialogmote_app') then
    create role dialogmote_app nologin;
  end if;
exception
  when duplicate_object or unique_violation then null;
  when insufficient_privilege then
    raise exception 'the role dialogmote_app is missing and % may not create roles', current_user
      using hint = 'Let a server administrator run: create role dialogmote_app nologin';
end
$$;
-- +goose StatementEnd

-- Databases made before PostgreSQL 15 let everyone create things here, a function named clock() among them.
revoke create on schema public from public;
grant usage on schema public to dialogmote_app;

-- For every table that the same owner makes later. Tables that only grow (audit) take update and delete away again.
alter default privileges in schema public grant select, insert, update, delete on tables to dialogmote_app;
alter default privileges in schema public grant usage on sequences to dialogmote_app;

-- serve asks which version the database has.
grant select on goose_db_version to dialogmote_app;

-- The time that every rule is judged by: the start of the transaction. All other SQL says clock(). Only the owner can replace
-- it (demo and tests do, to live on another day); serve refuses to start with any other body than this one.
create function clock() returns timestamptz language sql stable parallel safe return now();
