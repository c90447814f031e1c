-- Een verdwijning die bij een schuldenaar niet te vertellen was, mag hem en de anderen niet ontgaan.
create table verdwijning_open (
  dossier            char(64)    not null,
  zaak               char(64)    not null,
  versie             bigint      not null,
  einde_vindbaarheid boolean     not null,
  oorzaak            uuid,
  sinds              timestamptz not null default clock_timestamp(),
  primary key (dossier, zaak)
);
comment on table verdwijning_open is 'Zaken die verdwenen en waarvan een schuldenaar niet openging: wat verteld is, moet nog ingetrokken worden';
comment on column verdwijning_open.versie is 'Van de zaak toen zij verdween';
comment on column verdwijning_open.einde_vindbaarheid is 'Zij was oud genoeg om te verdwijnen; anders wordt ingetrokken wat verteld is';
comment on column verdwijning_open.oorzaak is 'De vraag aan het register waaruit het volgt, of leeg';

-- Een omzetting begint iets in een zaak van een andere soort, dat verder gaat als een eigen zaak.
alter table persoonsmatch add column omgezet boolean not null default false;
alter table persoonsmatch add column vorige char(64);
comment on column persoonsmatch.omgezet is 'Wat de inning stopt is van een andere soort dan de zaak: het geldt tot een bevestigde zaak deze opvolgt';
comment on column persoonsmatch.vorige is 'Gesleutelde hash (HMAC) van het nummer van de zaak waarop deze volgt, volgens wat bevestigd en verteld is';

-- Een intrekking gaat naar wie het hoorde, ook wie geen partij meer is.
alter table match_verteld add column partijen text[] not null default '{}';
comment on column match_verteld.partijen is 'OIN van wie partij was toen het verteld werd';

-- Eerst vaststaan, dan in het log: een regel die de broker weigert, komt later alsnog.
alter table persoonsmatch add column te_melden uuid;
comment on column persoonsmatch.te_melden is 'De vraag waaruit de match volgt, tot in het log staat dat zij is voorgesteld';
create index persoonsmatch_te_melden on persoonsmatch (id) where te_melden is not null;
