# language: nl
Functionaliteit: Artikel 475dc Rv, ten minste 5% van het inkomen is vatbaar voor beslag

  Regel: Lid 1, de voet is ten hoogste 95% van het maandinkomen inclusief vakantiebijslag

    Voorbeeld: Een laag maandinkomen begrenst de voet
      # nagerekend: 95% x 1000,10 = 950,095, half omhoog
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van € 30.000,00
      En een netto maandinkomen met vakantiebijslag van € 1.000,10
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet € 950,10

    Voorbeeld: Een hoger maandinkomen verandert niets
      # zie artikel 475da lid 2
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van € 30.000,00
      En een netto maandinkomen met vakantiebijslag van € 2.000,00
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet € 1.499,45

    Voorbeeld: Is het maandinkomen onbekend, dan staat dat op de kwitantie
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van € 30.000,00
      Als de beslagvrije voet wordt berekend
      Dan staat A-MAANDINKOMEN als aanname op de kwitantie

    Voorbeeld: Inkomen per vier weken alleen na een uitdrukkelijke keuze (artikel 475d lid 6)
      # nagerekend: 95% x 1200 x 13 / 12
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van € 30.000,00
      En een netto inkomen van € 1.200,00 per vier weken, om te rekenen naar een maand
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet € 1.235,00
      En staat A-TERMIJN als aanname op de kwitantie

  Regel: Lid 2, voor een aangewezen uitkering geeft de deurwaarder geen bedrag

    Voorbeeld: De kennisgeving komt in de plaats van een bedrag
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van € 15.000,00
      En een uitkering die voor artikel 475dc lid 2 is aangewezen
      Als de beslagvrije voet wordt berekend
      Dan is er geen bedrag maar KennisgevingZonderBedrag, op grond van "Rv art. 475dc lid 2"
