-- Wat er in een dossier voorgaat, werd per bericht in alle eerdere van de opdracht gezocht: bij tienduizend tot zeven seconden per portie.
-- Met de uitkomst erin ligt wat nog open is bijeen, ook als een groot dossier bijna klaar is.
create index vrijgave_bericht_dossier on vrijgave_bericht (vrijgave, dossier, uitkomst, volgorde);
