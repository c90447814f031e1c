-- Wat de laatste start van elk bestand van een afnemer wist; een start die iets anders leest legt het verschil vast.
create table partnerbestand (
  partner text        primary key,
  kenmerk char(64)    not null,
  inhoud  text        not null,
  sinds   timestamptz not null
);
comment on table partnerbestand is 'Het bestand van elke afnemer zoals de laatste start het las; elke wijziging staat in het log, stap gewijzigd';
comment on column partnerbestand.kenmerk is 'SHA-256 van alles wat in het bestand staat, ook van wat in inhoud is weggelaten';
comment on column partnerbestand.inhoud is 'JSON van wat in het bestand staat, zonder wat in een adres geheim kan zijn';
comment on column partnerbestand.sinds is 'Eerste start die het zo las';

-- Een stap kan een ander bericht noemen: wat afgewezen is en wat daarvoor in de plaats komt noemen elkaar.
alter table logregel add column verwijzing uuid;
comment on column logregel.verwijzing is 'Een ander bericht dat deze stap noemt: bij afgewezen de vervanger, bij vervangt wat vervangen is';
comment on table bericht is 'Samenvatting per bericht, afgeleid van logregel en daaruit opnieuw te maken. De stappen ingezien, duplicaat en vervangt tellen niet mee';

alter table uitwijk add column gewaarschuwd timestamptz;
comment on column uitwijk.gewaarschuwd is 'Wanneer gezegd is dat er iets van in geen bundel staat; een keer per uitwijk';
