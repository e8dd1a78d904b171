-- Roles given and taken by hand: when the status of one changed last, and who leaves restricted users alone.
alter table user_role add column status_date date;

-- Whoever started the job may not change users whom the institution restricts, and neither may the job.
alter table task add column spares_restricted boolean not null default false;
