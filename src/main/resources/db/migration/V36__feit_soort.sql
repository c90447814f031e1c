-- Wat het volgen zelf als ingetrokken vertelde, hoeft een kennisgeving daarvan niet nog eens te vertellen.
alter table volging_feit add column soort text;
comment on column volging_feit.soort is 'Type van de gebeurtenis waarin het laatst iets over dit feit werd verteld, door het volgen of door een kennisgeving; leeg van voor deze kolom';
