-- +goose Up
-- Each delegate with an address of their own is told what is stored about them, and by whom. The code stands in that letter and leads to a
-- page that mails a link to the delegate's own address; it authorises nothing.
alter table delegate
  add column code       text constraint delegate_code unique,
  add column noticed_at timestamptz;                     -- null: has not been told
update delegate set noticed_at = clock();                -- those from before are not written to
create index delegate_untold on delegate (organiser_id, registration_id) where noticed_at is null;

-- A delegate's links: in to the own page, and the click of a new address. Each proves the address it was mailed to, and only that.
alter table link
  add column delegate_id uuid,
  add column email       text not null default '' check (email = lower(email)),
  drop constraint link_kind_check,
  add constraint link_kind_check check (kind in ('verify', 'sign_in', 'offer', 'decline', 'about_me', 'new_address')),
  add constraint link_delegate check ((kind in ('about_me', 'new_address')) = (delegate_id is not null) and (email <> '') = (delegate_id is not null)),
  add foreign key (organiser_id, delegate_id) references delegate on delete cascade;
create index link_delegate on link (organiser_id, delegate_id) where delegate_id is not null;

alter table audit
  drop constraint audit_actor_kind_check,
  add constraint audit_actor_kind_check check (actor_kind in ('anonymous', 'contact', 'delegate', 'staff', 'system'));

-- +goose Down
delete from audit_detail where audit_id in (select id from audit where actor_kind = 'delegate');
delete from audit where actor_kind = 'delegate';
alter table audit
  drop constraint audit_actor_kind_check,
  add constraint audit_actor_kind_check check (actor_kind in ('anonymous', 'contact', 'staff', 'system'));
delete from link where delegate_id is not null;
drop index link_delegate;
alter table link
  drop constraint link_delegate,
  drop constraint link_kind_check,
  add constraint link_kind_check check (kind in ('verify', 'sign_in', 'offer', 'decline')),
  drop column delegate_id,
  drop column email;
drop index delegate_untold;
alter table delegate drop column code, drop column noticed_at;
