-- Wrong PINs at self-check machines. Apart from passwords: whoever locks a PIN does not lock the person out of the screens.

create table pin_failure (
  institution_id integer not null,
  user_id bigint not null,
  failed_attempts integer not null default 0,
  locked_until timestamptz,
  constraint pin_failure__pk primary key (institution_id, user_id),
  constraint pin_failure__user foreign key (institution_id, user_id)
    references user_account (institution_id, user_id)
);
