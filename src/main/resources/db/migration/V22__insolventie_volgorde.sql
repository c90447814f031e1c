-- Een antwoord dat eerder gevraagd is, mag een later antwoord of een verwijdering niet ongedaan maken.
alter table insolventie add column gevraagd timestamptz not null default 'epoch';
alter table insolventie add column publicaties text[] not null default '{}';
comment on column insolventie.gevraagd is 'Wanneer het antwoord gevraagd werd dat hier staat';
comment on column insolventie.publicaties is 'Gesleutelde hashes (HMAC) van de kenmerken van haar publicaties';
create index insolventie_publicaties on insolventie using gin (publicaties);

create table insolventie_verwijderd (
  zaak   char(64)    primary key,
  moment timestamptz not null
);
comment on table insolventie_verwijderd is 'Zaken die net verdwenen: een antwoord dat van daarvoor kan zijn telt niet; na een dag weg';
comment on column insolventie_verwijderd.zaak is 'Gesleutelde hash (HMAC) van het insolventienummer';

-- Feiten van een dossier gaan uit in de volgorde van hun id; een volgend feit krijgt een later id.
create index afleiding_dossier on afleiding (dossier, bericht_id);
