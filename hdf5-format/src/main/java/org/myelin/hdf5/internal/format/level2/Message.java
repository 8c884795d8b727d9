package org.myelin.hdf5.internal.format.level2;

/** The content of one object header message. Specification: IV.A.2. */
public sealed interface Message
    permits NilMessage,
        DataspaceMessage,
        LinkInfoMessage,
        DatatypeMessage,
        FillValueOldMessage,
        FillValueMessage,
        LinkMessage,
        ExternalDataFilesMessage,
        DataLayoutMessage,
        BogusMessage,
        GroupInfoMessage,
        FilterPipelineMessage,
        AttributeMessage,
        ObjectCommentMessage,
        ModificationTimeOldMessage,
        SharedMessageTableMessage,
        ObjectHeaderContinuationMessage,
        SymbolTableMessage,
        ModificationTimeMessage,
        BTreeKValuesMessage,
        DriverInfoMessage,
        AttributeInfoMessage,
        ObjectReferenceCountMessage,
        FileSpaceInfoMessage,
        MetadataCacheImageMessage {
  /** Which message this is the content of. */
  MessageType type();
}
