-- Een afgeleid feit dat niet te verzenden is houdt alleen zijn eigen dossier op, en een mens kan erover beslissen.
alter table afleiding add column code text;
alter table afleiding add column pogingen integer not null default 0;
alter table afleiding add column vast_sinds timestamptz;
alter table afleiding add column opnieuw timestamptz;
comment on column afleiding.code is 'Vaste code waarom juist dit feit niet te verzenden is; leeg als het nog niet geprobeerd is';
comment on column afleiding.pogingen is 'Zo vaak vergeefs verzonden';
comment on column afleiding.vast_sinds is 'De eerste vergeefse poging';
comment on column afleiding.opnieuw is 'Tot dan wacht het, en wat in zijn dossier erna komt';
create index afleiding_vast on afleiding (dossier, bericht_id) where code is not null and verzonden is null and mislukt is null;
