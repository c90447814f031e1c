-- Bronnen die zeggen over welke organisaties iets wijzigde: tot waar zij gelezen zijn, en welke signalen nog op te halen zijn.
create table signaalstand (
  bron             text        primary key,
  abonnement       text,
  begin            timestamptz not null,
  tot              timestamptz not null,
  lezing_vanaf     timestamptz,
  lezing_begin     timestamptz,
  gelezen          bigint      not null default 0,
  bladzijde        integer     not null default 1 check (bladzijde > 0),
  totaal           bigint,
  vorige           char(64),
  nieuwste         timestamptz,
  lezing_ongevolgd bigint      not null default 0,
  ongevolgd        bigint      not null default 0,
  beurt            timestamptz not null,
  pogingen         integer     not null default 0,
  gelukt           timestamptz,
  rust             timestamptz,
  storingen        integer     not null default 0,
  opgehaald        timestamptz
);
comment on table signaalstand is 'Tot waar een bron gelezen is die zegt over welke organisaties iets wijzigde';
comment on column signaalstand.abonnement is 'Het nummer van ons abonnement bij de bron; leeg: nog te vragen';
comment on column signaalstand.begin is 'Wanneer het volgen begon; wat eerder wijzigde, wordt niet verteld';
comment on column signaalstand.tot is 'Het tijdstip van het nieuwste signaal dat verwerkt is, volgens de bron';
comment on column signaalstand.lezing_vanaf is 'Vanaf waar nu gelezen wordt; leeg: er loopt geen lezing';
comment on column signaalstand.lezing_begin is 'Wanneer die lezing begon: wat de bron daarna kreeg, kan op een gelezen bladzijde staan';
comment on column signaalstand.gelezen is 'Hoeveel signalen die lezing zag: minder dan het totaal is een half antwoord';
comment on column signaalstand.bladzijde is 'De volgende bladzijde van die lezing';
comment on column signaalstand.totaal is 'Hoeveel signalen de bron bij de vorige bladzijde zei te hebben; worden het er minder, dan begint de lezing opnieuw';
comment on column signaalstand.vorige is 'SHA-256 van de kenmerken op de vorige bladzijde: dezelfde nog eens is geen volgende';
comment on column signaalstand.nieuwste is 'Het nieuwste tijdstip dat deze lezing zag';
comment on column signaalstand.lezing_ongevolgd is 'Nieuwe signalen in deze lezing over organisaties die in geen dossier voorkomen';
comment on column signaalstand.ongevolgd is 'Hetzelfde van alle lezingen die af zijn; van die signalen is niets bewaard';
comment on column signaalstand.beurt is 'Wanneer er weer gevraagd wordt; wie vraagt, schuift haar eerst op';
comment on column signaalstand.pogingen is 'Hoe vaak lezen mislukte sinds de laatste lezing die af was';
comment on column signaalstand.gelukt is 'Wanneer de laatste lezing af was';
comment on column signaalstand.rust is 'Tot wanneer er geen signaal wordt opgehaald, omdat de bron niet kon antwoorden';
comment on column signaalstand.storingen is 'Hoe vaak zij achtereen niet kon antwoorden';
comment on column signaalstand.opgehaald is 'Wanneer zij het laatst een signaal gaf';

create table signaal (
  bron             text        not null,
  kenmerk          text        not null,
  kvk_nummer       text,
  vestigingsnummer text,
  soort            text        not null,
  abonnement       text,
  moment           timestamptz not null,
  beurt            timestamptz not null,
  vrij             boolean     not null default false,
  pogingen         integer     not null default 0,
  geweigerd        timestamptz,
  klaar            timestamptz,
  code             text,
  primary key (bron, kenmerk)
);
comment on table signaal is 'Signalen over organisaties die in een dossier voorkomen; weg zodra geen lezing ze nog kan noemen';
comment on column signaal.kvk_nummer is 'Over wie; leeg zodra het verteld is';
comment on column signaal.soort is 'Soort van het canonieke model, of het woord van de bron als dat die soort niet kent';
comment on column signaal.abonnement is 'Onder welk abonnement de bron het noemde';
comment on column signaal.vrij is 'Of de lezing af is die het noemde: een ouder signaal kan op een latere bladzijde staan';
comment on column signaal.geweigerd is 'Sinds wanneer de bron het weigert, of een dossier niet te lezen is';
comment on column signaal.moment is 'Tijdstip volgens de bron: van een nummer gaat het oudste eerst';
comment on column signaal.klaar is 'Wanneer het verteld is, of apart gezet';
comment on column signaal.code is 'Waarom er geen gebeurtenis uit kwam; leeg als dat gewoon ging';
create index signaal_open on signaal (bron, moment, kenmerk) where klaar is null;
create index beslag_derde on beslag (derde_beslagene) where status <> 'beeindigd' and derde_beslagene is not null;
