-- Wat om dezelfde reden apart staat, gaat als groep verder of wordt als groep afgewezen.
create table vrijgave (
  id            uuid        primary key,
  parkeerplek   text        not null,
  reden         text        not null,
  stap          text,
  daad          text        not null check (daad in ('vrijgeven', 'afwijzen')),
  toelichting   text,
  gevraagd_door text        not null,
  gevraagd      timestamptz not null,
  toestand      text        not null,
  per_seconde   integer     not null check (per_seconde > 0),
  proef         uuid,
  bezet_door    uuid,
  bezet_sinds   timestamptz,
  bezet_tot     timestamptz,
  check (toestand in ('proef', 'loopt', 'gepauzeerd', 'gestopt', 'gereed', 'afgebroken'))
);
comment on table vrijgave is 'Opdrachten om een groep geparkeerde berichten vrij te geven of af te wijzen; een herstart gaat verder waar het bleef';
comment on column vrijgave.stap is 'De stap van de route waarin het misging; leeg als die niet bekend is';
comment on column vrijgave.toestand is 'proef: er is er een vrijgegeven en de rest wacht op wat daarvan wordt; gestopt: er kwam er een terug';
comment on column vrijgave.proef is 'Het bericht dat voorgaat; leeg als er een te kiezen is';
comment on column vrijgave.bezet_door is 'De motor die ermee bezig is, met een nieuw kenmerk per keer';
comment on column vrijgave.bezet_tot is 'Tot dan is een motor ermee bezig; daarna mag een andere verder';
-- Een opdracht tegelijk per parkeerplek: twee zouden om dezelfde berichten vechten.
create unique index vrijgave_open on vrijgave (parkeerplek)
  where toestand in ('proef', 'loopt', 'gepauzeerd', 'gestopt');

create table vrijgave_bericht (
  vrijgave   uuid        not null references vrijgave (id),
  volgorde   integer     not null,
  bericht_id uuid        not null,
  dossier    char(64),
  losgelaten timestamptz,
  uitkomst   text        check (uitkomst in ('gelukt', 'teruggekomen', 'overgeslagen', 'afgewezen', 'niet-meer-geparkeerd')),
  primary key (vrijgave, volgorde)
);
comment on column vrijgave_bericht.losgelaten is 'Op de klok van de database, vlak voordat het terug op zijn wachtrij ging';
comment on column vrijgave_bericht.uitkomst is 'Leeg zolang het nog moet gebeuren, of zolang niet bekend is wat ervan wordt';
create unique index vrijgave_bericht_id on vrijgave_bericht (vrijgave, bericht_id);
