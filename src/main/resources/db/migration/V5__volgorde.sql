-- Berichten die op een volgende poging of op een mens wachten; latere berichten van hun dossier gaan er niet langs.
create table wachtend (
  dossier    char(64)    not null,
  bericht_id uuid        not null,
  sinds      timestamptz not null,
  primary key (dossier, bericht_id)
);
comment on table wachtend is 'Per dossier de berichten die nog niet gelukt zijn; een later bericht wacht erop';
