package nl.ketenbrug.messagelog;

/** Another message of the same correlation, and how it stands to the one that is looked at. */
public record Verwant(Relatie relatie, Berichtoverzicht bericht) {}
