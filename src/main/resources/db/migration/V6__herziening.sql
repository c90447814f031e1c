-- Wat nodig is om de voorraad lopende beslagen opnieuw te bepalen, en de herzieningen zelf.
create table schuldenaar (
  dossier char(64) primary key,
  bsn     bytea    not null
);
comment on table schuldenaar is 'Van elk dossier met een lopend beslag het burgerservicenummer, om bronnen opnieuw te kunnen bevragen; weg zodra het laatste beslag eindigt';
comment on column schuldenaar.bsn is 'Versleuteld met het bewaargeheim (AES-256-GCM); nooit leesbaar';

create table bvv_stand (
  dossier       char(64) primary key,
  bericht_id    uuid     not null,
  bedrag        bigint   not null,
  basis         bigint   not null,
  plafond       bigint   not null,
  leefsituatie  text     not null,
  peildatum     date     not null,
  geldig_van    date     not null,
  geldig_tot    date     not null,
  cijferbestand text     not null,
  cijferhash    char(64) not null,
  regelversie   text     not null,
  invoer        bytea
);
comment on table bvv_stand is 'De vaststelling van de beslagvrije voet die nu geldt, per dossier met een lopend beslag';
comment on column bvv_stand.bericht_id is 'De gebeurtenis bvv-vastgesteld of bvv-herzien waarin zij bekend werd';
comment on column bvv_stand.bedrag is 'Eurocenten per maand, net als basis en plafond';
comment on column bvv_stand.geldig_tot is 'Eerste dag waarop zij niet meer geldt (art. 475d lid 2 Rv)';
comment on column bvv_stand.cijferhash is 'SHA-256 van het bestand met cijfers waarop zij berust';
comment on column bvv_stand.invoer is 'De invoer van de kwitantie, versleuteld; leeg tenzij de installatie bewaren toestaat (naar analogie van art. 3 lid 3 Regeling beslagvrije voet)';
create index bvv_stand_geldig_tot on bvv_stand (geldig_tot);

create table herziening (
  id             uuid        primary key,
  reden          text        not null check (reden in ('termijn', 'cijfers', 'alles')),
  modus          text        not null check (modus in ('streng', 'bewaard')),
  proef          boolean     not null,
  peildatum      date        not null,
  cijferbestand  text        not null,
  cijferhash     char(64)    not null,
  status         text        not null check (status in ('loopt', 'gepauzeerd', 'gereed', 'afgebroken')),
  geteld         bigint      not null,
  cursor         char(64),
  uitgezet       bigint      not null default 0,
  laatste_deel   integer     not null default 0,
  verzonden_deel integer     not null default 0,
  alles_uitgezet boolean     not null default false,
  gestart_door   text,
  gestart_op     timestamptz not null,
  gewijzigd_op   timestamptz not null,
  afgerond_op    timestamptz
);
comment on table herziening is 'Een nieuwe bepaling van de beslagvrije voet over de voorraad lopende beslagen';
comment on column herziening.modus is 'streng: bronnen opnieuw bevraagd; bewaard: met de bewaarde invoer';
comment on column herziening.proef is 'Alleen rekenen: er verandert niets en er wordt niets verzonden';
comment on column herziening.cijferhash is 'Cijfers van de peildatum bij de start, waarmee de voorraad vergeleken wordt';
comment on column herziening.geteld is 'Dossiers die bij de start aan de beurt waren; herziening_uitkomst zegt welke het werden';
comment on column herziening.cursor is 'Laatste dossier dat is uitgezet, in volgorde van de sleutel';
comment on column herziening.verzonden_deel is 'Tot en met dit deel staat vast dat het bericht op de wachtrij kwam';
comment on column herziening.gestart_door is 'Gebruikersnaam; leeg als de motor zelf begon (art. 475d lid 3 onder a Rv)';
-- De plicht van elke dag een keer, door welke motor ook.
create unique index herziening_termijn on herziening (peildatum) where reden = 'termijn' and not proef;
create unique index herziening_open on herziening (reden, proef) where status in ('loopt', 'gepauzeerd');

create table herziening_uitkomst (
  herziening uuid     not null references herziening (id),
  dossier    char(64) not null,
  deel       integer  not null,
  open       boolean  not null default true,
  uitkomst   text     check (uitkomst in ('gelijk', 'hoger', 'lager', 'basis', 'verlengd', 'geweigerd', 'mislukt', 'vervallen', 'ingehaald')),
  oud        bigint,
  nieuw      bigint,
  code       text,
  reden      text,
  primary key (herziening, dossier)
);
comment on table herziening_uitkomst is 'Elk dossier dat in een herziening aan de beurt kwam, met precies een uitkomst';
comment on column herziening_uitkomst.deel is 'Volgnummer van het bericht op wachtrij herziening waar het dossier bij hoort';
comment on column herziening_uitkomst.open is 'Waar tot er niets meer te doen is: berekend, en bij een wijziging ook in het dossier verwerkt';
comment on column herziening_uitkomst.oud is 'Eurocenten per maand, net als nieuw';
comment on column herziening_uitkomst.code is 'Vaste code van een weigering';
create index herziening_uitkomst_open on herziening_uitkomst (herziening, deel) where open;
create index herziening_uitkomst_geweigerd on herziening_uitkomst (herziening, code) where uitkomst in ('geweigerd', 'mislukt');
