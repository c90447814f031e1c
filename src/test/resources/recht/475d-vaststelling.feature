# language: nl
Functionaliteit: Artikel 475d Rv, vaststelling, geldigheid en herbepaling

  Regel: Lid 1, het inkomen is dat van de meest recente maand, tenzij dat geen reële afspiegeling is

    Voorbeeld: De meest recente maand maal twaalf, met de opgebouwde vakantiebijslag
      # nagerekend: (2300 + 184) x 12; netto (2300 - 345) / 2300 x (2300 + 184)
      Gegeven loon over maand 5 van € 2.200,00, waarvan € 330,00 ingehouden, en € 176,00 opgebouwde vakantiebijslag
      En loon over maand 6 van € 2.300,00, waarvan € 345,00 ingehouden, en € 184,00 opgebouwde vakantiebijslag
      Als het inkomen wordt bepaald naar de meest recente maand
      Dan is het belastbaar jaarinkomen € 29.808,00
      En is het netto maandinkomen van de schuldenaar € 2.111,40

    Voorbeeld: Het gemiddelde van vier maanden, zonder de vakantiebijslag die eenmaal is uitbetaald
      # nagerekend: loon 2000 + 2200 + (4120 - 1920) + 2300 = 8700, opbouw 160 + 176 + 176 + 184 = 696; 9396 x 12 / 4
      Gegeven loon over maand 3 van € 2.000,00, waarvan € 300,00 ingehouden, en € 160,00 opgebouwde vakantiebijslag
      En loon over maand 4 van € 2.200,00, waarvan € 330,00 ingehouden, en € 176,00 opgebouwde vakantiebijslag
      En loon over maand 5 van € 4.120,00, waarvan € 900,00 ingehouden en € 1.920,00 uitbetaalde vakantiebijslag, en € 176,00 opgebouwd
      En loon over maand 6 van € 2.300,00, waarvan € 345,00 ingehouden, en € 184,00 opgebouwde vakantiebijslag
      Als het inkomen wordt bepaald als gemiddelde van alle maanden
      Dan is het belastbaar jaarinkomen € 28.188,00

    Voorbeeld: Het inkomen van de echtgenoot telt mee in C, zijn netto inkomen blijft apart
      # nagerekend: (2300 + 184) x 12 + 1000 x 12; netto 1000 - 100
      Gegeven loon over maand 6 van € 2.300,00, waarvan € 345,00 ingehouden, en € 184,00 opgebouwde vakantiebijslag
      En een echtgenoot met over maand 6 € 1.000,00 waarvan € 100,00 ingehouden
      Als het inkomen wordt bepaald naar de meest recente maand
      Dan is het belastbaar jaarinkomen € 41.808,00
      En is het netto maandinkomen van de schuldenaar € 2.111,40
      En is het netto maandinkomen van de echtgenoot € 900,00

    Voorbeeld: Zonder opgaven is er geen inkomen te bepalen
      Gegeven geen loonopgaven
      Als het inkomen wordt bepaald naar de meest recente maand
      Dan is het inkomen niet te bepalen: OnvoldoendeInkomensgegevens

  Regel: Lid 2, een vaststelling geldt twaalf maanden

    Voorbeeld: Tot dezelfde dag van het volgende jaar
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van € 30.000,00
      Als de beslagvrije voet wordt berekend
      Dan geldt de vaststelling van 14 juli 2026 tot 14 juli 2027

    Voorbeeld: Zolang zij geldt en er niets gebeurt hoeft er niets
      Gegeven een vaststelling van 10 maart 2026 voor twaalf maanden
      Als op 9 maart 2027 wordt beoordeeld of opnieuw moet worden vastgesteld
      Dan hoeft er niets, op grond van "Rv art. 475d lid 2"

  Regel: Lid 3, na afloop of na een gemelde structurele wijziging moet het opnieuw

    Voorbeeld: De twaalf maanden zijn om
      Gegeven een vaststelling van 10 maart 2026 voor twaalf maanden
      Als op 10 maart 2027 wordt beoordeeld of opnieuw moet worden vastgesteld
      Dan bestaat er een plicht sinds 10 maart 2027, op grond van "Rv art. 475d lid 3"

    Voorbeeld: Een gemelde wijziging verplicht vanaf de dag van de melding
      Gegeven een vaststelling van 10 maart 2026 voor twaalf maanden
      En een ander relevant feit dat bekend werd op 11 maart 2026
      En een met redenen gemelde structurele wijziging op 1 mei 2026
      Als op 1 juni 2026 wordt beoordeeld of opnieuw moet worden vastgesteld
      Dan bestaat er een plicht sinds 1 mei 2026, op grond van "Rv art. 475d lid 3"

  Regel: Lid 4, andere relevante feiten geven een bevoegdheid

    Voorbeeld: Nieuwe normbedragen zijn op zichzelf geen plicht
      Gegeven een vaststelling van 10 maart 2026 voor twaalf maanden
      En nieuwe normbedragen op 1 juli 2026
      Als op 1 augustus 2026 wordt beoordeeld of opnieuw moet worden vastgesteld
      Dan bestaat er een bevoegdheid sinds 1 juli 2026, op grond van "Rv art. 475d lid 4"

  Regel: Lid 5, een verhoging telt vanaf de plicht of de wetenschap

    Voorbeeld: Een verhoging werkt terug
      Als het bedrag gaat van € 1.400,00 naar € 1.500,00, bekend op 1 mei 2026, eerste betaling na de mededeling op 25 juni 2026
      Dan telt het nieuwe bedrag vanaf 1 mei 2026

    Voorbeeld: Een verlaging nooit
      Als het bedrag gaat van € 1.500,00 naar € 1.400,00, bekend op 1 mei 2026, eerste betaling na de mededeling op 25 juni 2026
      Dan telt het nieuwe bedrag vanaf 25 juni 2026
      En berust dat op aanname A-DALING

  Regel: Lid 6, de wet kent alleen bedragen per maand

    Voorbeeld: Inkomen per vier weken zonder keuze voor omrekening
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van € 30.000,00
      En een netto inkomen van € 1.200,00 per vier weken
      Als de beslagvrije voet wordt berekend
      Dan is er geen bedrag maar TermijnNietMaandelijks, op grond van "Rv art. 475d lid 6"
