-- Stand per schuldenaar, onder de sleutel van het dossier: geen BSN.
create table beslag (
  registratie_id text        primary key,
  dossier        char(64)    not null,
  status         text        not null,
  derde_beslagene text,
  gewijzigd      timestamptz not null
);
comment on column beslag.derde_beslagene is 'Loonheffingennummer of KvK-nummer van wie aan de schuldenaar betaalt';
comment on table beslag is 'Beslagen per dossier, zoals het beslagregister ze het laatst meldde';
create index beslag_dossier on beslag (dossier);

create table partij (
  dossier        char(64)    not null,
  registratie_id text        not null,
  oin            char(20)    not null,
  primary key (dossier, oin, registratie_id)
);
comment on table partij is 'Wie partij is in een dossier (art. 478 lid 6 Rv): beslagleggers en opdrachtgevers van de beslagen';
