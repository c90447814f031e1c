-- Bronnen die zeggen over wie iets wijzigde, en wat er in antwoorden staat dat niets leest.
create table volgindicatie (
  dossier   char(64)    primary key,
  bsn       bytea       not null,
  geplaatst timestamptz,
  eindigt   boolean     not null default false,
  beurt     timestamptz not null,
  pogingen  integer     not null default 0
);
comment on table volgindicatie is 'Wie bij de bron moet worden gevolgd, of niet meer; weg zodra de bron weet dat het volgen eindigde';
comment on column volgindicatie.bsn is 'Versleuteld met het bewaargeheim; ook na het laatste beslag, tot het einde aan de bron verteld is';
comment on column volgindicatie.geplaatst is 'Wanneer de bron het voor het laatst hoorde; leeg: nog te plaatsen';
comment on column volgindicatie.eindigt is 'Er loopt geen beslag meer: het einde is nog te vertellen';
comment on column volgindicatie.beurt is 'Wanneer de bron het te horen krijgt; wie het vertelt, schuift haar eerst op';
create index volgindicatie_te_doen on volgindicatie (beurt) where geplaatst is null or eindigt;
create index volgindicatie_geplaatst on volgindicatie (geplaatst) where geplaatst is not null;

create table wijzigingenstand (
  bron     text        primary key,
  vanaf    date,
  beurt    timestamptz not null,
  pogingen integer     not null default 0,
  sinds    timestamptz not null,
  gelukt   timestamptz,
  adres    char(64)
);
comment on table wijzigingenstand is 'Tot waar een bron is gevraagd over wie iets wijzigde';
comment on column wijzigingenstand.vanaf is 'De dag van de vorige vraag; de volgende gaat over die dag en later';
comment on column wijzigingenstand.gelukt is 'De laatste vraag die beantwoord is';
comment on column wijzigingenstand.sinds is 'De eerste vraag';
comment on column wijzigingenstand.adres is 'SHA-256 van het adres waar verteld is wie gevolgd wordt; is het een ander, dan weet die bron het nog niet';

alter table volging add column reeks uuid;
alter table volging alter column reeks set default gen_random_uuid();
comment on column volging.reeks is 'Dit volgen, naast een eerder of later van dezelfde persoon; leeg bij wie al gevolgd werd toen deze kolom er kwam';
alter table volging add column bericht uuid;
comment on column volging.bericht is 'Het laatste bericht waarvan het antwoord vergeleken is: komt het nog eens, dan is dat gezegd';

create table ruwverloop (
  bron   text        not null,
  versie text        not null,
  pad    text        not null,
  aantal bigint      not null,
  sinds  timestamptz not null,
  laatst timestamptz not null,
  primary key (bron, versie, pad)
);
comment on table ruwverloop is 'Velden in antwoorden zoals de bron ze gaf, die het stylesheet niet leest; geteld in een steekproef, nooit met een waarde';
comment on column ruwverloop.versie is 'Versie van het schema van de bron';
comment on column ruwverloop.pad is 'Namen van elementen of velden, van buiten naar binnen';
comment on column ruwverloop.aantal is 'Hoeveel bekeken antwoorden het veld hadden';
