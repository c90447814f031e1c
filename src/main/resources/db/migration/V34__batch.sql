-- Batches voor afnemers die bestanden krijgen (kanaal csv en bestand). De inhoud staat op de wachtrij, niet hier.
create table batch (
  id         uuid        primary key,
  partner    text        not null,
  gemaakt    timestamptz not null,
  uitgereikt timestamptz,
  in_map     timestamptz,
  gesloten   timestamptz
);
comment on table batch is 'Wat een afnemer in een keer krijgt; open tot op elke gebeurtenis is geantwoord';
comment on column batch.uitgereikt is 'Wanneer zij voor het eerst is gegeven: gedownload, of in de map gelegd';
comment on column batch.in_map is 'Wanneer zij in de map van de afnemer is gelegd; downloaden telt hier niet';

-- Een tegelijk, zodat de volgende niets kan inhalen.
create unique index batch_open on batch (partner) where gesloten is null;
create index batch_partner on batch (partner, gemaakt desc);

create table batch_regel (
  batch      uuid   not null references batch (id),
  bericht_id uuid   not null,
  volgnummer bigint not null,
  gegeven    timestamptz,
  uitkomst   text,
  primary key (batch, bericht_id),
  check (uitkomst in ('geaccepteerd', 'later', 'geweigerd', 'vervallen'))
);
comment on column batch_regel.gegeven is 'Wanneer het in deze batch voor het eerst is gegeven; alleen daarna is het te bevestigen';
comment on column batch_regel.uitkomst is 'Wat de afnemer antwoordde; vervallen: verstreken, of van de wachtrij gehaald zonder antwoord';
create index batch_regel_bericht on batch_regel (bericht_id);
