package nl.ketenbrug.dossier;

import java.time.LocalDate;
import nl.ketenbrug.message.Bedrag;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;

/**
 * The determination in force for one debtor.
 *
 * @param bericht the event that made it known
 * @param bedrag cents a month, as {@code basis} and {@code plafond}
 * @param geldigTot first day on which it no longer holds (art. 475d lid 2 Rv)
 * @param cijferbestand name of the figures file, with its SHA-256 in {@code cijferhash}
 */
public record Bvvstand(
    Dossiersleutel dossier,
    BerichtId bericht,
    Bedrag bedrag,
    Bedrag basis,
    Bedrag plafond,
    String leefsituatie,
    LocalDate peildatum,
    LocalDate geldigVan,
    LocalDate geldigTot,
    String cijferbestand,
    String cijferhash,
    String regelversie) {}
