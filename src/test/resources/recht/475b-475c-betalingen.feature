# language: nl
Functionaliteit: Artikel 475b en 475c Rv, op welke betaling en hoeveel

  Regel: Artikel 475b lid 1, beslag is alleen geldig boven de beslagvrije voet

    Voorbeeld: Wat boven de voet uitkomt wordt afgedragen
      # nagerekend: 1500 - 1200
      Gegeven een loon van € 1.500,00 netto per maand
      En een vastgestelde beslagvrije voet van € 1.200,00
      Dan draagt de derde € 300,00 af

    Voorbeeld: Een betaling onder de voet blijft vrij
      Gegeven een loon van € 1.500,00 netto per maand
      En een vastgestelde beslagvrije voet van € 2.000,00
      Dan draagt de derde € 0,00 af

  Regel: Artikel 475b lid 2, een nabetaling telt alsof zij op tijd was betaald

    Voorbeeld: Per maand met de voet van die maand
      # nagerekend: maand 1: 1200 + 500 - 1500 = 200; maand 2: al boven de voet, dus 500; maand 3: 500 blijft eronder
      Gegeven over maand 1 is € 1.200,00 betaald en € 500,00 nabetaald bij een voet van € 1.500,00
      En over maand 2 is € 1.600,00 betaald en € 500,00 nabetaald bij een voet van € 1.500,00
      En over maand 3 is € 0,00 betaald en € 500,00 nabetaald bij een voet van € 1.500,00
      Dan draagt de derde van de nabetaling € 700,00 af

  Regel: Artikel 475c lid 2, eerst de letters a tot en met j, binnen een letter de hoogste betaling

    Voorbeeld: Vier betalingen
      Gegeven een pensioen van € 3.000,00 netto per maand
      En een loon van € 800,00 netto per maand
      En een bijstandsuitkering van € 100,00 netto per maand
      En een loon van € 900,00 netto per maand
      Dan is de volgorde van beslag
        | bijstandsuitkering | € 100,00   |
        | loon               | € 900,00   |
        | loon               | € 800,00   |
        | pensioen           | € 3.000,00 |

  Regel: Artikel 475c lid 3, een latere betaling mag als die alleen genoeg is en de eerste niet

    Voorbeeld: De uitkering is te klein
      # nagerekend: samen 2800, boven de voet 1000; de uitkering is 300, het loon 2500
      Gegeven een werkloosheidsuitkering van € 300,00 netto per maand
      En een loon van € 2.500,00 netto per maand
      En een vastgestelde beslagvrije voet van € 1.800,00
      Dan mag het beslag in plaats daarvan op het loon

    Voorbeeld: De uitkering is genoeg
      # nagerekend: boven de voet 200, de uitkering is 300
      Gegeven een werkloosheidsuitkering van € 300,00 netto per maand
      En een loon van € 2.500,00 netto per maand
      En een vastgestelde beslagvrije voet van € 2.600,00
      Dan mag het beslag niet in plaats daarvan op het loon

  Regel: Artikel 475c lid 5, over meer beslagen betalingen wordt de voet naar rato omgeslagen

    Voorbeeld: Twee betalingen
      # nagerekend: 1500 x 1500 / 2000 en 1500 x 500 / 2000; afdracht 1500 - 1125 en 500 - 375
      Gegeven een loon van € 1.500,00 netto per maand
      En een pensioen van € 500,00 netto per maand
      En een vastgestelde beslagvrije voet van € 1.500,00
      Als de voet over de betalingen wordt omgeslagen
      Dan zijn de aandelen in de voet
        | loon     | € 1.125,00 |
        | pensioen | € 375,00   |
      En is de afdracht per betaling
        | loon     | € 375,00 |
        | pensioen | € 125,00 |

    Voorbeeld: Resterende centen gaan naar de grootste fracties, bij gelijke fracties naar de eerste letter
      # nagerekend: 100 cent over 1 : 1 : 4 is 16,67, 16,67 en 66,67 cent; twee centen over
      Gegeven een pensioen van € 1,00 netto per maand
      En een loon van € 1,00 netto per maand
      En een loon van € 4,00 netto per maand
      En een vastgestelde beslagvrije voet van € 1,00
      Als de voet over de betalingen wordt omgeslagen
      Dan zijn de aandelen in de voet
        | pensioen | € 0,16 |
        | loon     | € 0,17 |
        | loon     | € 0,67 |

    Voorbeeld: Bij gelijke letters gaat de cent naar het oudste beslag
      Gegeven een loon van € 1,00 netto per maand, beslagen op 1 februari 2026
      En een loon van € 1,00 netto per maand, beslagen op 1 januari 2026
      En een vastgestelde beslagvrije voet van € 0,01
      Als de voet over de betalingen wordt omgeslagen
      Dan zijn de aandelen in de voet
        | loon | € 0,00 |
        | loon | € 0,01 |

    Voorbeeld: Een toeslag (letter j) deelt nooit
      Gegeven een loon van € 1.500,00 netto per maand
      En een zorgtoeslag van € 100,00 netto per maand
      En een vastgestelde beslagvrije voet van € 1.200,00
      Als de voet over de betalingen wordt omgeslagen
      Dan wordt de omslag geweigerd
