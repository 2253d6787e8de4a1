-- +goose Up
-- Each delegate is told who entered them: the unit's own contact or colleagues, or the organiser on the unit's behalf.
alter table delegate add column by_staff boolean not null default false;
update delegate d set by_staff = true
from registration r
where (r.organiser_id, r.id) = (d.organiser_id, d.registration_id) and r.registered_by is not null;

-- +goose Down
alter table delegate drop column by_staff;
