-- Documents of two to eight kilobytes stay in their row, uncompressed: a feed writes one for each new user, and
-- compressing them cost more than everything else about the row.
alter table task_outcome set (toast_tuple_target = 8160);
alter table user_history_other set (toast_tuple_target = 8160);
