# language: nl
Functionaliteit: Geen bedrag waar de wet of de gegevens er geen toelaten

  Regel: Artikel 475da lid 2, voor een dag zonder cijfers wordt niets gegokt

    Abstract Scenario: Voor 2021 is niets bekend, van 2021 alleen de maxima
      Gegeven een alleenstaande op <dag>
      En een belastbaar jaarinkomen van € 30.000,00
      Als de beslagvrije voet wordt berekend
      Dan is er geen bedrag maar GeenParametersVoorDatum, op grond van "<artikel>"

      Voorbeelden:
        | dag              | artikel             |
        | 31 december 2020 | Rv art. 475da lid 1 |
        | 1 juli 2021      | Rv art. 475da lid 2 |

  Regel: Artikel 475da lid 1, zonder leefsituatie geen bedrag

    Voorbeeld: De leefsituatie is onbekend
      Gegeven een schuldenaar van wie de leefsituatie op 14 juli 2026 onbekend is
      En een belastbaar jaarinkomen van € 30.000,00
      Als de beslagvrije voet wordt berekend
      Dan is er geen bedrag maar LeefsituatieOnbekend, op grond van "Rv art. 475da lid 1"

  Regel: Artikel 475d lid 1, zonder inkomen geen bedrag

    Voorbeeld: Het jaarinkomen is onbekend
      Gegeven een alleenstaande op 14 juli 2026
      Als de beslagvrije voet wordt berekend
      Dan is er geen bedrag maar OnvoldoendeInkomensgegevens, op grond van "Rv art. 475d lid 1"

    Voorbeeld: Een negatief maandinkomen is een vergissing
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van € 30.000,00
      En een netto maandinkomen met vakantiebijslag van € -0,01
      Als de beslagvrije voet wordt berekend
      Dan is er geen bedrag maar OngeldigeInvoer, op grond van "Rv art. 475d lid 1"

  Regel: Artikel 475da lid 4, in het buitenland is de woonlandfactor nodig

    Voorbeeld: De woonlandfactor is onbekend
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van € 30.000,00
      En een vaste verblijfplaats buiten Nederland
      Als de beslagvrije voet wordt berekend
      Dan is er geen bedrag maar WoonlandfactorOnbekend, op grond van "Rv art. 475da lid 4"

  Regel: Artikel 475da lid 5 en 7, een verhoging zonder de gegevens ervoor

    Voorbeeld: Wat de echtgenoot kan betalen is onbekend
      Gegeven een gehuwde zonder kinderen op 14 juli 2026
      En een belastbaar jaarinkomen van € 30.000,00
      En woonkosten van € 1.100,00 per maand
      Als de beslagvrije voet wordt berekend
      Dan is er geen bedrag maar TekortEchtgenootOnbekend, op grond van "Rv art. 475da lid 5"

    Voorbeeld: Het bedrag van de AMvB is onbekend
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van € 30.000,00
      En een verzoek om verhoging wegens een eigen woning
      Als de beslagvrije voet wordt berekend
      Dan is er geen bedrag maar Lid7BedragOnbekend, op grond van "Rv art. 475da lid 7"

  Regel: Artikel 475e, voor detentie kent de wet geen regel

    Voorbeeld: Detentie zonder gekozen grondslag
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van € 30.000,00
      En detentie zonder gekozen grondslag
      Als de beslagvrije voet wordt berekend
      Dan is er geen bedrag maar DetentieNietOndersteund, op grond van "Rv art. 475e"
