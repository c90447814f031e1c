-- Een antwoord zonder eigen nummer wordt herkend aan het berichtId dat het aan de deur kreeg.
create index aanlevering_bericht on aanlevering (bericht_id);
comment on column aanlevering.sleutel is 'SHA-256 van de inhoud, zonder witruimte tussen elementen; van een antwoord zonder eigen nummer met de drager erbij';
comment on column aanlevering.drager is 'Wat het bericht draagt: http met een eigen nummer, de hash van naam, tijd en lengte van een bestand, of het nummer dat de broker het bericht op de wachtrij gaf';
