# language: nl
Functionaliteit: Artikel 478 en 481 Rv, verdeling onder beslagleggers

  Regel: Artikel 478 lid 1 en artikel 481, de wet geeft geen formule; de coördinerende deurwaarder stelt rang en aandelen vast

    Voorbeeld: Vastgestelde aandelen die samen de opbrengst zijn
      Gegeven een aandeel van € 6,00 voor beslag-1
      En een aandeel van € 4,00 voor beslag-2
      Als een opbrengst van € 10,00 wordt verdeeld
      Dan is de verdeling die van de coördinator

    Voorbeeld: Niets vastgesteld
      Als een opbrengst van € 10,00 wordt verdeeld
      Dan is er geen verdeling maar VerdelingNietBepaald

    Voorbeeld: De aandelen zijn samen niet de opbrengst
      Gegeven een aandeel van € 6,00 voor beslag-1
      En een aandeel van € 3,99 voor beslag-2
      Als een opbrengst van € 10,00 wordt verdeeld
      Dan is er geen verdeling maar VerdelingNietBepaald
