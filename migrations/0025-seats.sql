-- Named users: what an account is for, and how many there were, day by day.

alter table user_account add column account_purpose text;

create table seat_count (
  institution_id integer not null,
  day date not null,
  seats integer not null,
  constraint seat_count__pk primary key (institution_id, day),
  constraint seat_count__institution foreign key (institution_id) references institution (institution_id)
);
