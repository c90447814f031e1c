-- Van wie een wijziging onderweg is, wordt niet nog eens bepaald: dat wordt bij elk dossier gevraagd.
create index herziening_uitkomst_onderweg on herziening_uitkomst (dossier) where open and bericht is not null;
