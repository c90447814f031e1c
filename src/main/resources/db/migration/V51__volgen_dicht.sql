-- Een bron die onze vragen niet toestaat wordt niet meer gevraagd, op een proefvraag per dag na.
alter table bron_tempo add column dicht_sinds timestamptz;
alter table bron_tempo add column dicht_tot timestamptz;
comment on column bron_tempo.dicht_sinds is 'Sinds wanneer de bron onze vragen niet toestaat; leeg: zij staat ze toe';
comment on column bron_tempo.dicht_tot is 'Wanneer de volgende proefvraag mag, als de bron onze vragen niet toestaat';
