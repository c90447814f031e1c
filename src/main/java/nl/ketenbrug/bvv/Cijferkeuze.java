package nl.ketenbrug.bvv;

/** The figures of a date, or why there are none. */
public sealed interface Cijferkeuze permits Halfjaar, Weigering {}
