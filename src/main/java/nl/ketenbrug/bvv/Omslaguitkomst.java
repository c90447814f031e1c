package nl.ketenbrug.bvv;

/** The division of one beslagvrije voet over payments, or why there is none. */
public sealed interface Omslaguitkomst permits Omslag, Weigering {}
