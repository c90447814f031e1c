-- Van wie een wijziging onderweg is, wordt niet nog eens bepaald: dat wordt bij elk dossier gevraagd.
create index herziening_uitkomst_onderweg on herziening_uitkomst (dossier) where open and bericht is not null;
alter table herziening_uitkomst add column verzonden boolean not null default false;
comment on column herziening_uitkomst.verzonden is 'De gebeurtenis van deze wijziging kan verzonden zijn; dan houdt zij haar uitkomst, ook als zij niet meer te openen is';
update herziening_uitkomst set verzonden = true where open and bericht is not null;
