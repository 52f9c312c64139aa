package org.llsocket.family;

import org.llsocket.internal.struct.Fields;

/** A field of an address in its text. */
interface TextField {
  /** The name of the field in text and in messages. */
  String label();

  /** A regular expression without groups that every value matches. */
  String pattern();

  /** The text of the field. */
  String print(Fields struct);

  /**
   * Sets the field.
   *
   * @throws IllegalArgumentException if {@code text} is not a value; its message is the description
   *     of what is
   */
  void parse(String text, Fields struct);

  /** Whether the field has its default, which the text then leaves out. */
  boolean isUnset(Fields struct);

  /** Sets the field to its default. */
  void unset(Fields struct);
}
