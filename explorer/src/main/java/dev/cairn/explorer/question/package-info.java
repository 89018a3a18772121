// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The questions, one class each. {@link dev.cairn.explorer.question.Questions} answers from spans,
 * where the store is; {@link dev.cairn.explorer.question.Blame} adds the stamp read at the address,
 * where the storage can be reached. Answers are JSON trees: what people read is made of them.
 */
package dev.cairn.explorer.question;
