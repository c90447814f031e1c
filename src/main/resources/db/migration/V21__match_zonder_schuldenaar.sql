-- Wie net voor het einde van zijn laatste beslag werd herkend, hield rijen waar niemand meer recht op heeft.
delete from match_verteld v where not exists (select 1 from schuldenaar s where s.dossier = v.dossier);
delete from persoonsmatch m where not exists (select 1 from schuldenaar s where s.dossier = m.dossier);
delete from herkenning h where h.soort = 'schuldenaar'
  and not exists (select 1 from schuldenaar s where s.dossier = h.sleutel);
