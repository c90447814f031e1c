-- Batches voor afnemers die bestanden krijgen (kanaal csv en bestand). De inhoud staat op de wachtrij, niet hier.
create table batch (
  id         uuid        primary key,
  partner    text        not null,
  gemaakt    timestamptz not null,
  uitgereikt timestamptz,
  gesloten   timestamptz
);
comment on table batch is 'Wat een afnemer in een keer krijgt; open tot op elke gebeurtenis is geantwoord';
comment on column batch.uitgereikt is 'Wanneer zij voor het eerst is gegeven: gedownload, of in de map gelegd';

-- Een tegelijk, zodat de volgende niets kan inhalen.
create unique index batch_open on batch (partner) where gesloten is null;
create index batch_partner on batch (partner, gemaakt desc);

create table batch_regel (
  batch      uuid   not null references batch (id),
  bericht_id uuid   not null,
  volgnummer bigint not null,
  uitkomst   text,
  primary key (batch, bericht_id),
  check (uitkomst in ('geaccepteerd', 'later', 'geweigerd', 'vervallen'))
);
comment on column batch_regel.uitkomst is 'Wat de afnemer antwoordde; vervallen: het bericht stond niet meer op de wachtrij';
