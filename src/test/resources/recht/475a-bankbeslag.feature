# language: nl
Functionaliteit: Artikel 475a Rv, beslag op een banksaldo

  Regel: Lid 5, het saldo is een maand lang beschermd tot het maximum van de leefsituatie

    Abstract Scenario: Het gepubliceerde maximum, zonder dat het inkomen bekend hoeft te zijn
      Gegeven een <leefsituatie> op <dag>
      En een beslag op het banksaldo
      Als de beslagvrije voet wordt berekend
      Dan is het beschermde banksaldo <maximum>

      # gepubliceerd
      Voorbeelden:
        | leefsituatie            | dag            | maximum    |
        | alleenstaande ouder     | 1 maart 2021   | € 1.779,52 |
        | gehuwde zonder kinderen | 31 januari 2026 | € 2.881,41 |
        | alleenstaande           | 14 juli 2026   | € 2.208,48 |

    Voorbeeld: De bescherming duurt een maand
      Gegeven een alleenstaande op 14 juli 2026
      En een beslag op het banksaldo
      Als de beslagvrije voet wordt berekend
      Dan geldt de vaststelling van 14 juli 2026 tot 14 augustus 2026

  Regel: Lid 6, zonder woonadres in Nederland is de helft beschermd

    Voorbeeld: De helft van het gepubliceerde maximum
      # nagerekend: 2191,42 / 2
      Gegeven een alleenstaande op 15 januari 2026
      En een beslag op het banksaldo
      En geen woonadres in Nederland volgens de BRP
      Als de beslagvrije voet wordt berekend
      Dan is het beschermde banksaldo € 1.095,71

    Voorbeeld: Een vaste verblijfplaats in het buitenland, eerst een beslissing van de kantonrechter
      Gegeven een alleenstaande op 14 juli 2026
      En een beslag op het banksaldo
      En geen woonadres in Nederland volgens de BRP
      En een vaste verblijfplaats buiten Nederland
      Als de beslagvrije voet wordt berekend
      Dan is er geen bedrag maar BankbeslagBuitenland, op grond van "Rv art. 475a lid 6"

    Voorbeeld: Met die beslissing het hele maximum
      # gepubliceerd
      Gegeven een alleenstaande op 14 juli 2026
      En een beslag op het banksaldo
      En geen woonadres in Nederland volgens de BRP
      En een vaste verblijfplaats buiten Nederland
      En een beslissing van de kantonrechter dat artikel 475a lid 5 geldt
      Als de beslagvrije voet wordt berekend
      Dan is het beschermde banksaldo € 2.208,48
