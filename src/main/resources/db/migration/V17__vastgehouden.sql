alter table levering add column vast_tot timestamptz;
comment on column levering.vast_tot is 'Tot wanneer een lezer van de afnemer deze gebeurtenis voor zich houdt; leeg: niemand';

create index levering_vast on levering (partner, vast_tot) where vast_tot is not null and uitkomst is null;
