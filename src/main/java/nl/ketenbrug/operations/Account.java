package nl.ketenbrug.operations;

import java.util.Set;

/** One who may log in: a source, a partner or a person, with its roles. */
public record Account(String naam, String wachtwoord, Set<String> rollen, String oin) {}
