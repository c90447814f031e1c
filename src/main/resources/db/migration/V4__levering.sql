-- Wat elke partner kreeg en antwoordde.
create table abonnement_stand (
  partner text   primary key,
  laatste bigint not null
);
comment on table abonnement_stand is 'Laatst uitgegeven volgnummer per abonnement';

create table levering (
  partner      text        not null,
  bericht_id   uuid        not null,
  volgnummer   bigint      not null,
  correlatie_id uuid       not null,
  drager       text        not null,
  klaargezet   timestamptz not null,
  afgeleverd   timestamptz,
  keer         integer     not null default 0,
  uitkomst     text,
  reden        text,
  bevestigd    timestamptz,
  primary key (partner, bericht_id),
  unique (partner, volgnummer),
  check (uitkomst in ('geaccepteerd', 'geweigerd'))
);
comment on table levering is 'Elke gebeurtenis bij elke partner: nummer, hoe vaak aangeboden, uitkomst';
comment on column levering.drager is 'JMSMessageID van het bericht dat deze levering droeg; een ander bericht met dezelfde gebeurtenis is een duplicaat';
comment on column levering.keer is 'Hoe vaak de gebeurtenis aan de partner is gegeven';
