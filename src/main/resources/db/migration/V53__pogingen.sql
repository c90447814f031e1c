-- Wat op een bron wacht telt zijn eigen pogingen: de telling van de broker houdt nooit op, ook niet als de motor een dag stilstaat.
alter table wacht_op_bron add column gewacht bigint not null default 0;
comment on column wacht_op_bron.gewacht is 'Seconden dat het wachtte; van een tijd waarin niets het aanbood telt hoogstens twaalf minuten. Na ketenbrug.parkeren.bron-weg wordt het apart gezet';
comment on column wacht_op_bron.sinds is 'De eerste vergeefse poging';
comment on column wacht_op_bron.laatst is 'De laatste vergeefse poging';

create table poging (
  bericht_id uuid        primary key,
  begonnen   integer     not null,
  laatst     timestamptz not null
);
comment on table poging is 'Berichten die opnieuw worden aangeboden om iets anders dan een bron die niet antwoordt';
comment on column poging.begonnen is 'Begonnen pogingen sinds het bericht binnenkwam of het laatst op een bron wachtte';
