-- Insolventies: wat het register het laatst zei, wie van de schuldenaren het zou kunnen zijn, en wat iemand daarover oordeelde.
create table registerstand (
  bron             text        primary key,
  gewijzigd_sinds  timestamptz,
  verwijderd_sinds timestamptz,
  beurt            timestamptz not null,
  pogingen         integer     not null default 0
);
comment on table registerstand is 'Tot welk tijdstip van het register zelf is ingenomen wat er wijzigde en verdween';
comment on column registerstand.gewijzigd_sinds is 'Leeg: nog nooit gevraagd, of het register vraagt alles opnieuw te laden';
comment on column registerstand.beurt is 'Wanneer het register weer gevraagd wordt; wie vraagt, schuift haar eerst op';

create table registervraag (
  bron     text        not null,
  kenmerk  text        not null,
  volgorde bigint      generated always as identity,
  beurt    timestamptz not null,
  pogingen integer     not null default 0,
  rustig   boolean     not null,
  primary key (bron, kenmerk)
);
comment on table registervraag is 'Zaken die nog gevraagd moeten worden; een rij verdwijnt in de transactie die de zaak inneemt';
comment on column registervraag.rustig is 'Hoort bij het laden van alles: alleen op uren waarop het register dat toestaat';
create index registervraag_beurt on registervraag (bron, beurt, volgorde);

create table insolventie (
  zaak    char(64)    primary key,
  versie  bigint      not null,
  inhoud  bytea       not null,
  gezien  timestamptz not null,
  vindbaar_tot date
);
create index insolventie_vindbaar on insolventie (vindbaar_tot) where vindbaar_tot is not null;
comment on column insolventie.vindbaar_tot is 'Laatste dag waarop het register de zaak toont; daarna is zij ook hier weg';
comment on table insolventie is 'De zaken van natuurlijke personen zoals het register ze het laatst gaf; een verwijderde zaak is hier meteen weg';
comment on column insolventie.zaak is 'Gesleutelde hash (HMAC) van het insolventienummer';
comment on column insolventie.versie is 'Hoger bij elk antwoord dat iets veranderde, ook na een verwijdering';
comment on column insolventie.inhoud is 'Canonieke Insolventie, versleuteld met het bewaargeheim (AES-256-GCM)';

create table herkenning (
  soort         text     not null check (soort in ('schuldenaar', 'zaak')),
  sleutel       char(64) not null,
  geboren       char(64),
  geboortejaar  char(64),
  woonadres     char(64),
  inhoud        bytea    not null,
  primary key (soort, sleutel)
);
comment on table herkenning is 'Waaraan schuldenaren met een lopend beslag en personen in een zaak te herkennen zijn; zonder dit vindt niemand elkaar';
comment on column herkenning.sleutel is 'Dossiersleutel, of de gesleutelde hash van een zaak';
comment on column herkenning.geboren is 'Gesleutelde hash (HMAC) van de geboortedatum zoals zij bekend is; om te zoeken zonder te ontsleutelen';
comment on column herkenning.woonadres is 'Gesleutelde hash (HMAC) van postcode en huisnummer';
comment on column herkenning.inhoud is 'Naam, geboortedatum en adres, versleuteld met het bewaargeheim (AES-256-GCM)';
create index herkenning_geboren on herkenning (soort, geboren);
create index herkenning_geboortejaar on herkenning (soort, geboortejaar);
create index herkenning_woonadres on herkenning (soort, woonadres);

create table persoonsmatch (
  id         uuid        primary key,
  dossier    char(64)    not null,
  zaak       char(64)    not null,
  graad      text        not null check (graad in ('te-bevestigen', 'zeker', 'afgewezen')),
  vergeleken text        not null,
  kenmerk    char(64)    not null,
  gemaakt    timestamptz not null,
  opnieuw    boolean     not null default false,
  verdwenen  boolean     not null default false,
  oordeel    uuid,
  beoordeeld timestamptz,
  stopt      text        check (stopt in ('faillissement', 'schuldsanering', 'surseance')),
  unique (dossier, zaak)
);
comment on table persoonsmatch is 'Dat de persoon in een zaak een schuldenaar kan zijn; weg zodra het laatste beslag eindigt';
comment on column persoonsmatch.vergeleken is 'Welke velden gelijk, ongelijk of onbekend waren; geen waarden';
comment on column persoonsmatch.kenmerk is 'Gesleutelde hash (HMAC) van de gegevens van beide kanten waarover geoordeeld is';
comment on column persoonsmatch.opnieuw is 'Bevestigd over andere gegevens dan er nu staan: opnieuw te beoordelen';
comment on column persoonsmatch.verdwenen is 'Het register kent de zaak niet meer';
comment on column persoonsmatch.oordeel is 'Het laatste oordeel, zoals het in het log staat';
comment on column persoonsmatch.stopt is 'Wat nu de inning stopt (art. 33, 230 en 301 Fw), volgens wat van een bevestigde zaak is verteld';
create index persoonsmatch_graad on persoonsmatch (graad, id);
create index persoonsmatch_zaak on persoonsmatch (zaak);

create table match_verteld (
  dossier    char(64) not null,
  zaak       char(64) not null,
  kenmerk    text     not null,
  type       text     not null,
  bericht_id uuid     not null,
  volgorde   bigint   generated always as identity,
  inhoud     bytea    not null,
  primary key (dossier, zaak, kenmerk, type)
);
comment on table match_verteld is 'Welke publicaties van een bevestigde zaak gebeurtenissen werden, voor een intrekking ervan';
comment on column match_verteld.kenmerk is 'Gesleutelde hash (HMAC) van het kenmerk van de publicatie';
comment on column match_verteld.inhoud is 'De Insolventie zoals zij verteld werd, versleuteld met het bewaargeheim (AES-256-GCM)';
