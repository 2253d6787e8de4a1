-- +goose Up
-- How far the letters of an announcement have come: they are written in the order of the registrations' ids.
alter table announcement add column last_registration uuid;

-- +goose Down
alter table announcement drop column last_registration;
