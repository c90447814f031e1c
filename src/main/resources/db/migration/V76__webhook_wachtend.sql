-- Een gebeurtenis waarop de ontvanger van een webhook een fout antwoordt terwijl hij er wel is, houdt alleen haar eigen dossier op.
create table webhook_wachtend (
  partner        text        not null,
  bericht_id     uuid        not null,
  aanbod         integer     not null check (aanbod > 0),
  dossier        text,
  poging         integer     not null check (poging > 0),
  sinds          timestamptz not null,
  laatst         timestamptz not null,
  wacht_tot      timestamptz,
  fout           text        not null,
  waarschuwingen integer     not null default 0 check (waarschuwingen >= 0),
  primary key (partner, bericht_id)
);
comment on table webhook_wachtend is 'Per webhook de gebeurtenissen waarop de ontvanger een fout antwoordde en die nog open zijn';
comment on column webhook_wachtend.aanbod is 'Welk aanbod ervan de fout kreeg; bij een later aanbod begint zij opnieuw';
comment on column webhook_wachtend.dossier is 'Wat hierop wacht; leeg: niets dan zijzelf';
comment on column webhook_wachtend.poging is 'Pogingen waarop de ontvanger een fout antwoordde';
comment on column webhook_wachtend.sinds is 'De eerste daarvan; van na het laatste succes telt zij mee als bewijs tegen de ontvanger zelf';
comment on column webhook_wachtend.laatst is 'De laatste daarvan';
comment on column webhook_wachtend.wacht_tot is 'Eerder gaat zij en gaat haar dossier niet; leeg: zij wordt nog als eerste opnieuw geprobeerd';
comment on column webhook_wachtend.fout is 'Code van de laatste fout; nooit wat de ontvanger antwoordde';
comment on column webhook_wachtend.waarschuwingen is 'Stappen van waarschuwing die over haar zijn gegeven';
