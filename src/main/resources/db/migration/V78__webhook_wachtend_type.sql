-- Een ontvanger die een hele soort gebeurtenissen nooit aanneemt, wordt beoordeeld op een andere soort.
alter table webhook_wachtend add column gebeurtenistype text;
comment on column webhook_wachtend.gebeurtenistype is 'Soort ervan; leeg: genoteerd voordat dit werd bijgehouden';
