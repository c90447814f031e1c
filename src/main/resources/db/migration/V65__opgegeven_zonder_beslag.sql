-- Wat is opgegeven, houdt zonder lopend beslag niets van de schuldenaar (art. 475gb Rv).
update afleiding a set inhoud = null
where mislukt is not null and inhoud is not null
  and not exists (select 1 from beslag b where b.dossier = a.dossier and b.status <> 'beeindigd');
