-- Een bron die een dag weg is kost alleen uitstel: wat haar nodig heeft wacht, en vraagt haar niet telkens opnieuw.
create table bron_weg (
  bron  text        primary key,
  code  text        not null,
  sinds timestamptz not null,
  proef timestamptz not null
);
comment on table bron_weg is 'Bronnen die op de laatste vraag voor een beslag niet antwoordden; een goed antwoord haalt de rij weg';
comment on column bron_weg.code is 'Waarom, bij de laatste vraag';
comment on column bron_weg.proef is 'De laatste vraag; na een pauze is de volgende er weer een, van een bericht tegelijk';

create table wacht_op_bron (
  bericht_id uuid        primary key,
  dossier    char(64)    not null,
  bron       text        not null,
  sinds      timestamptz not null,
  laatst     timestamptz not null,
  keren      integer     not null default 1
);
create index wacht_op_bron_dossier on wacht_op_bron (dossier, bericht_id);
comment on table wacht_op_bron is 'Berichten die opnieuw worden aangeboden tot een bron weer antwoordt, zelf of een eerder bericht van hun dossier';
comment on column wacht_op_bron.sinds is 'De eerste vergeefse poging; na ketenbrug.parkeren.bron-weg wordt het bericht apart gezet';
comment on column wacht_op_bron.laatst is 'De laatste vergeefse poging; lang geleden: het wacht niet meer';
comment on column wacht_op_bron.keren is 'Vergeefse pogingen; zij tellen niet voor ketenbrug.parkeren.pogingen';
