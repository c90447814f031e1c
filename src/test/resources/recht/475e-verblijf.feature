# language: nl
Functionaliteit: Artikel 475e Rv, vaste verblijfplaats buiten de BRP en verblijf in een inrichting

  Regel: Lid 1, wie zijn leefsituatie en inkomsten opgeeft krijgt de formule ook zonder adres in de BRP

    Voorbeeld: Opgave doet de formule gelden
      # nagerekend onder artikel 475da lid 2
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van € 30.000,00
      En geen woonadres in Nederland volgens de BRP
      En opgave van leefsituatie en inkomsten bij een vaste verblijfplaats
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet € 1.499,45

    Voorbeeld: In het buitenland maal de woonlandfactor
      # nagerekend: 1499,4516904 x 0,6 = 899,67101424
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van € 30.000,00
      En geen woonadres in Nederland volgens de BRP
      En opgave van leefsituatie en inkomsten bij een vaste verblijfplaats
      En een vaste verblijfplaats buiten Nederland
      En een woonlandfactor van 0,6
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet € 899,67

  Regel: Lid 2, in een inrichting telt de prijs van de zorg plus een bedrag voor eigen uitgaven

    Voorbeeld: Een alleenstaande, boven het maximum en zonder de grens van 95%
      # nagerekend: 2500 + 2/3 x 449,44 + 47 = 2846,6267
      Gegeven een alleenstaande op 14 juli 2026
      En verblijf in een inrichting voor € 2.500,00 per maand
      En een netto maandinkomen met vakantiebijslag van € 1.000,00
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet € 2.846,63
      En staat A-INRICHTING als aanname op de kwitantie

    Voorbeeld: Twee echtgenoten in een inrichting
      # nagerekend: 1000 + 2/3 x 699,11 + 106 = 1572,0733
      Gegeven een gehuwde zonder kinderen op 14 juli 2026
      En verblijf in een inrichting voor € 1.000,00 per maand
      En ook de echtgenoot verblijft in de inrichting
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet € 1.572,07

    Voorbeeld: Een van twee echtgenoten, daarvoor is geen rekenregel
      Gegeven een gehuwde zonder kinderen op 14 juli 2026
      En verblijf in een inrichting voor € 1.000,00 per maand
      Als de beslagvrije voet wordt berekend
      Dan is er geen bedrag maar InrichtingEchtgenootNietOndersteund, op grond van "Rv art. 475e lid 2"
