-- Wie steeds opnieuw vasthoudt houdt daarmee geen termijn tegen; gesloten batches blijven niet voor altijd.
alter table levering add column vast_sinds timestamptz;
comment on column levering.vast_sinds is 'Begin van het vasthouden, ook als het telkens binnen een dag opnieuw gebeurt; langer dan een uur houdt het een verstreken termijn niet tegen';
create index batch_gesloten on batch (gesloten) where gesloten is not null;
